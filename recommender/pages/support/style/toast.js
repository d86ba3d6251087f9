// What was just done, with Undo: for some seconds, which do not pass while it is used.

const SHOWN_MS = 8000;
const GAP = 8; // pixels above an action row
const ROWS = ".pa-decide, .pa-reader, .st-key-import_go, .st-key-people_bar";
const IN_FIELD = "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]";

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const toast = part("toast");
  toast.listeners?.abort();
  const listeners = new AbortController();
  toast.listeners = listeners;
  const on = (target, event, answer, options = {}) =>
    target.addEventListener(event, answer, { ...options, signal: listeners.signal });

  const hide = () => {
    clearTimeout(toast.timer);
    if (toast.contains(document.activeElement)) document.activeElement.blur();
    toast.classList.remove("shown");
    part("message").textContent = "";
  };
  const wait = (time = SHOWN_MS) => {
    clearTimeout(toast.timer);
    toast.until = Date.now() + time;
    toast.timer = setTimeout(hide, time);
  };
  const keep = () => clearTimeout(toast.timer);
  const used = () => toast.matches(":hover") || toast.contains(document.activeElement);
  const act = (choice) => {
    if (toast.acted === data.number) return;
    toast.acted = data.number;
    hide();
    setTriggerValue("act", { number: data.number, choice });
  };
  const lift = () => {
    const height = toast.offsetHeight;
    const rest = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.2;
    const [top, bottom] = [innerHeight - rest - height, innerHeight - rest];
    const inTheWay = [...document.querySelectorAll(ROWS)]
      .map((row) => row.getBoundingClientRect())
      .filter((row) => row.height && row.bottom > top && row.top < bottom);
    const above = Math.max(rest, ...inTheWay.map((row) => innerHeight - row.top + GAP));
    toast.style.setProperty("--pa-toast-bottom", `${above}px`);
  };

  if (data.number && toast.number !== data.number) {
    part("message").textContent = data.message;
    const choices = part("choices");
    choices.replaceChildren(...[data.heading, ...data.choices].map((label) => new Option(label, label)));
    choices.options[0].hidden = true;
    choices.value = data.heading;
    choices.setAttribute("aria-label", data.heading);
    choices.hidden = data.choices.length === 0;
    part("undo").hidden = part("close").hidden = false;
    toast.classList.add("shown");
    wait();
  } else if (!data.number) hide();
  else if (toast.classList.contains("shown") && !used()) wait(toast.until - Date.now()); // the page ran again
  toast.number = data.number;

  on(toast, "pointerenter", keep);
  on(toast, "focusin", keep);
  on(toast, "pointerleave", () => !used() && wait());
  on(toast, "focusout", () => setTimeout(() => toast.classList.contains("shown") && !used() && wait()));
  on(part("undo"), "click", () => act(""));
  on(part("close"), "click", hide);
  on(part("choices"), "change", (event) => act(event.target.value));
  on(document, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() !== "u" || !data.number || event.composedPath()[0].closest?.(IN_FIELD)) return;
    event.preventDefault();
    act(""); // also after the toast is gone: it was the last thing done here
  });
  on(window, "scroll", lift, { capture: true, passive: true });
  on(window, "resize", lift, { passive: true });
  if (toast.classList.contains("shown")) requestAnimationFrame(lift);
  return () => {
    clearTimeout(toast.timer);
    listeners.abort();
  };
}
