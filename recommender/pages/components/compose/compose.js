// The note to one person: edited here, opened in a mail program and recorded by one click.
// The address of the mail is made from the live text at the click: never from an older draft.

const typed = new Map(); // suggestion and page -> {subject, body}; outlives a re-mount, until the tab is left
const DOUBLE_CLICK_MS = 1500; // a second one so soon was not meant for the next card either
const ADD = "add"; // no channel has this name
let openedAt = -DOUBLE_CLICK_MS;

// While a menu is open, a letter is meant for it, and not for the card behind it.
const MENU = '[role="menu"], [role="listbox"], [role="dialog"], [data-testid="stPopoverBody"]';
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key.length === 1 && document.querySelector(MENU)) event.stopImmediatePropagation();
  },
  { capture: true },
);

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  root.listeners?.abort();
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer) =>
    target.addEventListener(event, answer, { signal: listeners.signal });

  const [subject, body, link] = [part("subject"), part("body"), part("open")];
  const shown = `${data.id} ${data.url}`; // in the demo the same number is another suggestion
  const turned = root.dataset.suggestion && root.dataset.suggestion !== shown;
  if (root.dataset.suggestion !== shown || !typed.has(shown)) {
    const draft = typed.get(shown) ?? data;
    subject.value = draft.subject;
    body.value = draft.body;
    root.dataset.suggestion = shown;
    root.dataset.adding = "";
    part("address").value = "";
    part("copy").textContent = "Copy text";
  }
  part("label").textContent = data.label;
  part("to").textContent = data.to;
  part("address-label").textContent = data.missing;
  link.hidden = data.pattern === "" && !data.copies;
  part("copy").hidden = data.copies;
  part("subject-line").hidden = !data.shows_subject;
  const choice = part("channel");
  offer(choice, data);
  const add = (adding) => {
    root.dataset.adding = adding ? "yes" : "";
    part("missing").hidden = !link.hidden && !adding;
    part("unsigned").hidden = !data.unsigned || Boolean(adding); // one question at a time
  };
  add(root.dataset.adding && data.add);

  const note = () => ({ subject: oneLine(subject.value), body: body.value });
  const refresh = () => {
    const fitted = fit(data, note());
    if (data.pattern) link.href = address(data, fitted);
    else link.removeAttribute("href");
    link.target = data.same_tab ? "_self" : "_blank";
    const warning = data.copies ? "" : address(data, fitted).length > data.limit ? data.too_long
      : fitted.body !== body.value ? data.shortened : "";
    part("long").hidden = !warning;
    part("long").textContent = warning;
    return fitted;
  };
  const record = (opened) => setTriggerValue("opened", { id: data.id, ...opened });
  const copy = async () => {
    await copied(body, flowed(body.value));
    part("copy").textContent = "Copied";
    record(note());
  };

  for (const field of [subject, body])
    on(field, "input", () => {
      typed.set(shown, { subject: subject.value, body: body.value });
      refresh();
    });
  on(link, "click", (event) => {
    if (event.timeStamp - openedAt < DOUBLE_CLICK_MS) return event.preventDefault();
    openedAt = event.timeStamp;
    if (data.copies && !data.pattern) return copy();
    if (data.copies) copied(body, flowed(body.value)); // before the profile's tab takes the focus
    record(refresh());
  });
  on(part("copy"), "click", copy);
  on(choice, "change", () => {
    if (choice.value !== ADD) return setTriggerValue("channel", { id: data.id, name: choice.value });
    choice.value = data.channel; // nothing is chosen by asking
    add(true);
    part("address").focus();
  });
  on(part("missing"), "submit", (event) => {
    event.preventDefault();
    setTriggerValue("address", { id: data.id, address: part("address").value });
  });
  on(part("unsigned"), "submit", (event) => {
    event.preventDefault();
    const name = oneLine(part("your-name").value);
    if (!name) return;
    if (typed.has(shown)) {
      // the new draft would replace what was typed
      body.value = `${body.value.trimEnd()}\n${name}`;
      typed.set(shown, { subject: subject.value, body: body.value });
    }
    part("unsigned").hidden = true;
    setTriggerValue("signed", { id: data.id, name });
  });
  on(root, "keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) link.click();
    if (event.key === "Escape" && root.dataset.adding && event.target === part("address")) {
      add(false);
      choice.focus();
    } else if (event.key === "Escape") document.activeElement.blur();
  });
  on(document, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || busy(event)) return;
    if (event.key === "Enter" && !link.hidden) link.click();
    else if (event.key.toLowerCase() === "e") body.focus();
    else return;
    event.preventDefault();
  });
  refresh();
  if (turned) greet();
  return () => listeners.abort();
}

// After an act the next card is where the user is: a second Enter must not repeat the act on it.
function greet() {
  const from = document.activeElement;
  if (from !== document.body && !from.closest(".st-key-acts, .st-key-bar")) return;
  const name = document.querySelector(".st-key-card .pa-name");
  if (!name) return from.blur();
  name.tabIndex = -1;
  name.focus({ preventScroll: true });
}

function offer(choice, data) {
  choice.setAttribute("aria-label", data.by);
  choice.replaceChildren(
    ...data.channels.map(({ name, title, usable }) => {
      const option = new Option(title, name, false, name === data.channel);
      option.disabled = !usable;
      return option;
    }),
    ...(data.add ? [new Option(data.add, ADD)] : []),
  );
  choice.hidden = !data.channel;
}

// What is too long for a link loses of its quoted lines first, and of nothing else.
function fit(data, note) {
  const closing = (line) =>
    data.quotation_marks.find(([opens, closes]) => line.length > 2 && line.startsWith(opens) && line.endsWith(closes))?.[1];
  const lines = note.body.split(/\r\n|\r|\n/);
  const fits = (body) => address(data, { ...note, body }).length <= data.limit;
  if (data.copies || fits(note.body) || lines.every((line) => closing(line) === undefined)) return note;
  const cut = (length) => lines.flatMap((line) => {
    if (closing(line) === undefined) return [line];
    const kept = line.length <= length ? line : line.slice(0, length).replace(/\s+\S*$/, "") + "…" + closing(line);
    const whole = length > 0 && kept.length > 4;
    length -= line.length;
    return whole ? [kept] : [];
  }).join("\n");
  let [low, high] = [0, note.body.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(middle))) low = middle;
    else high = middle - 1;
  }
  return fits(cut(low)) ? { ...note, body: cut(low) } : note;
}

function address(data, note) {
  const lines = flowed(note.body).split("\n");
  const gaps = {
    subject: note.subject,
    body: lines.join(data.line_end),
    note: lines.filter((line) => line.trim() !== data.url).join(data.line_end).trim(),
    url: data.url,
  };
  return data.pattern.replace(/\{(\w+)\}/g, (whole, gap) => encoded(gaps[gap] ?? whole));
}

// A line that ends in a blank flows into the next one in plain-text mails (RFC 3676).
function flowed(text) {
  return text.split(/\r\n|\r|\n/).map((line) => line.replace(/[ \t]+$/, "")).join("\n");
}

function encoded(text) {
  const whole = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "?");
  return encodeURIComponent(whole).replace(
    /[!'()*]/g,
    (mark) => "%" + mark.charCodeAt(0).toString(16).toUpperCase(),
  );
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

async function copied(field, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    field.select(); // the browser forbids the clipboard: at least the text is marked
    document.execCommand("copy");
  }
}

function busy(event) {
  const target = event.composedPath()[0];
  return target.closest?.("input, textarea, select, button, a, summary, [role], [contenteditable]");
}
