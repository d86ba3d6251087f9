// Below the article that is read: how far it is, who it is for, and the ways on. An article counts
// as read once a third of it was scrolled. One that needs no such scroll counts after a third of its
// reading time on the screen. Opening it isn't reading.

const SHARE = 1 / 3;
const TICK_MS = 1000;
const TOP = 8; // pixels: a view begins at its top, and what was scrolled before was another one
const IN_FIELD = "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]";
const OPEN = 'dialog[open], [role="dialog"], [role="menu"], [data-testid="stPopoverBody"]'; // a letter is meant for it

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  const main = root.closest('[data-testid="stMain"]');
  root.listeners?.abort();
  clearInterval(root.ticking);
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer, options = {}) =>
    target.addEventListener(event, answer, { ...options, signal: listeners.signal });

  const opened = root.dataset.shown !== data.shown;
  if (opened) {
    root.dataset.shown = data.shown;
    root.atTop = false;
    root.onScreen = 0; // milliseconds
    root.counts = data.read; // once it counted, only the user changes that: an undo stays undone
  }
  root.left = root.saying = false;

  const act = (name, more = {}) => {
    if (root.left) return; // on its way to another page
    root.left = !["read", "unread"].includes(name);
    setTriggerValue("act", { name, article: data.article, read: root.saying, ...more }); // in place of a “read” still on its way
  };
  const toggle = () => {
    root.counts = true;
    act(data.read ? "unread" : "read");
  };
  const count = () => {
    if (root.counts) return;
    root.counts = root.saying = true;
    act("read");
  };

  part("who").replaceChildren(...who(data));
  const keys = {};
  part("acts").replaceChildren(...buttons(data, act, keys));
  part("keys").replaceChildren(
    ...data.keys.flatMap(([key, does]) => [Object.assign(document.createElement("kbd"), { textContent: key }), does]),
  );
  keys.r = toggle;

  const measure = () => {
    const article = main.querySelector(".pa-read")?.getBoundingClientRect();
    if (!article?.height) return null;
    const bottom = root.getBoundingClientRect().top;
    const seen = Math.min(1, Math.max(0, (bottom - article.top) / article.height));
    part("progress").style.width = `${seen * 100}%`;
    part("left").textContent = timeLeft(data.seconds * (1 - seen), seen);
    return { height: article.height, scrolls: main.scrollTop + article.bottom - bottom };
  };
  const scrolled = () => {
    const found = measure();
    if (main.scrollTop <= TOP) root.atTop = true;
    if (found && root.atTop && main.scrollTop >= found.height * SHARE) count();
  };
  on(main, "scroll", scrolled, { passive: true });
  on(window, "resize", measure, { passive: true });
  root.ticking = setInterval(() => {
    const found = measure(); // pictures and fonts move the end
    if (!found || document.visibilityState !== "visible" || found.scrolls >= found.height * SHARE) return;
    root.onScreen += TICK_MS;
    if (root.onScreen >= data.seconds * 1000 * SHARE) count();
  }, TICK_MS);
  // before Streamlit, which runs the page again on R
  on(window, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const answer = keys[event.key.toLowerCase()];
    if (!answer || event.composedPath()[0].closest?.(IN_FIELD) || document.querySelector(OPEN)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    answer();
  }, { capture: true });
  requestAnimationFrame(scrolled);
  if (opened) greet(main);
  return () => {
    clearInterval(root.ticking);
    listeners.abort();
  };
}

function who({ people, says }) {
  if (!people.length) return [says];
  const [{ name, why }] = people;
  const strong = Object.assign(document.createElement("b"), { textContent: name, dir: "auto" });
  return ["For ", strong, ` · ${why}`];
}

function buttons({ people, someone, next }, act, keys) {
  const made = people.map(({ id, label, why }, place) => {
    const write = () => act("write", { contact: id });
    if (place === 0) keys.w = write;
    return button(label, place === 0 ? "pa-go" : "pa-row-act second", write, { key: place === 0 ? "W" : "", title: why });
  });
  const add = (name, label, key, title = "") => {
    if (!label) return;
    keys[key.toLowerCase()] = () => act(name);
    made.push(button(label, name === "someone" ? "pa-row-act" : `pa-row-act quiet ${name}`, keys[key.toLowerCase()], { key, title }));
  };
  add("someone", someone, "S");
  made.push(Object.assign(document.createElement("span"), { className: "gap" }));
  add("next", next && "Next", "N", next && `Next: ${next}`);
  add("done", "Done", "D");
  return made;
}

function button(label, className, answer, { key, title }) {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: label, title });
  if (key) made.setAttribute("aria-keyshortcuts", key);
  made.onclick = answer;
  return made;
}

function timeLeft(seconds, seen) {
  if (seen >= 1) return "";
  const minutes = Math.round(seconds / 60);
  return minutes < 1 ? "less than a minute left" : `${minutes} min left`;
}

// So that Space and the arrows scroll the article, and a screen reader begins at its title.
function greet(main) {
  const title = main.querySelector(".pa-read h1");
  if (!title || (document.activeElement !== document.body && main.contains(document.activeElement))) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
