// One suggestion: the person, the article, the note and the decision. They are drawn together, so
// that no button ever stands under another person's name. Each act names the suggestion it is for.

const typed = new Map(); // suggestion and page -> {subject, body}; outlives a re-mount, until the tab is left
const DOUBLE_CLICK_MS = 1500; // a second one so soon was not meant for the next card either
const ADD = "add"; // no channel has this name
let openedAt = -DOUBLE_CLICK_MS;

// While a menu is open, a letter is meant for it, and not for the card behind it. The palette keeps
// its keys to itself, and is there while it is closed.
const MENU = ':is([role="menu"], [role="listbox"], [role="dialog"], [data-testid="stPopoverBody"]):not(.pa-palette, .pa-palette *)';
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
  const on = (target, event, answer, options = {}) =>
    target.addEventListener(event, answer, { ...options, signal: listeners.signal });

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
    part("swiped").hidden = true;
    root.style.transform = "";
  }
  if (turned) root.actedOn = "";
  draw(part, data);

  const act = (name, more = {}) => {
    if (root.actedOn === `${name} ${shown}`) return; // the next card is on its way
    root.actedOn = `${name} ${shown}`;
    setTimeout(() => (root.actedOn = ""), DOUBLE_CLICK_MS);
    setTriggerValue("act", { name, id: data.id, ...more });
  };

  // the decision: one row, in whose place the reasons unfold
  const [row, reasons] = [part("row"), part("reasons")];
  const unfold = (open, { focus = true } = {}) => {
    row.hidden = open;
    reasons.hidden = !open;
    part("not").setAttribute("aria-expanded", open);
    part("keys").hidden = open;
    part("keys").innerHTML = link.hidden ? KEYS : OPEN_KEYS + KEYS;
    if (focus) (open ? reasons.firstElementChild : part("not")).focus({ preventScroll: true });
  };
  const dismiss = (reason = "") => act("dismiss", { reason });
  const later = () => act("later");
  const hide = () => act("hide");

  const add = (adding) => {
    root.dataset.adding = adding ? "yes" : "";
    part("missing").hidden = data.veiled || (!link.hidden && !adding);
    part("unsigned").hidden = data.veiled || !data.unsigned || Boolean(adding); // one question at a time
  };
  add(root.dataset.adding && data.add);

  const note = () => ({ subject: oneLine(subject.value), body: body.value });
  const refresh = () => {
    const fitted = fit(data, note());
    if (data.pattern) link.href = address(data, fitted);
    else link.removeAttribute("href");
    link.target = data.same_tab ? "_self" : "_blank";
    part("long").textContent = data.copies ? "" : address(data, fitted).length > data.limit ? data.too_long
      : fitted.body !== body.value ? data.shortened : "";
    return fitted;
  };
  const record = (opened) => setTriggerValue("act", { name: "open", id: data.id, ...opened });
  const copy = async () => {
    await copied(body, flowed(body.value));
    part("copy").textContent = "Copied";
    record(note());
  };
  const write = () => {
    if (!typed.has(shown)) {
      const place = afterOpening(body.value);
      body.setSelectionRange(place, place);
    }
    body.focus();
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
  const choice = part("channel");
  on(choice, "change", () => {
    if (choice.value !== ADD) return setTriggerValue("act", { name: "channel", id: data.id, channel: choice.value });
    choice.value = data.channel; // nothing is chosen by asking
    add(true);
    part("address").focus();
  });
  on(part("missing"), "submit", (event) => {
    event.preventDefault();
    setTriggerValue("act", { name: "address", id: data.id, address: part("address").value });
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
    setTriggerValue("act", { name: "sign", id: data.id, your_name: name });
  });
  const clicks = { later, not: () => unfold(true), hide, keep: () => act("keep"), block: () => act("block") };
  for (const [name, answer] of Object.entries(clicks))
    on(part(name), "click", (event) => event.detail < 2 && answer()); // of a double click only the first
  on(reasons, "click", (event) => {
    const chip = event.target.closest("button");
    if (chip && event.detail < 2) chip.value === "back" ? unfold(false) : dismiss(chip.value);
  });
  on(root, "keydown", (event) => {
    const opens = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (opens && !link.hidden && part("note").contains(event.target)) link.click();
    if (event.key !== "Escape") return;
    if (root.dataset.adding && event.target === part("address")) {
      add(false);
      choice.focus();
    } else if (reasons.hidden) document.activeElement.blur();
  });
  on(document, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || inField(event)) return;
    const key = event.key.toLowerCase();
    if (!reasons.hidden) {
      const chip = reasons.querySelector(`[aria-keyshortcuts="${CSS.escape(key.toUpperCase())}"]`);
      if (key === "escape") unfold(false);
      else if (chip) dismiss(chip.value);
      else return;
    } else if (key === "enter" && !link.hidden && !onControl(event)) link.click();
    else if (key === "e" && !data.veiled) write();
    else if (key === "l") later();
    else if (key === "x") unfold(true);
    else if (key === "h") hide();
    else return;
    event.preventDefault();
  });
  swipes(root, on, {
    left: { label: "Later", act: later },
    right: {
      label: "Send…",
      act: () => {
        part("note").scrollIntoView({ block: "start" });
        link.focus({ preventScroll: true });
      },
    },
    hint: part("swiped"),
  });
  refresh();
  unfold(!turned && !reasons.hidden, { focus: false });
  if (turned) greet(part("who"));
  return () => listeners.abort();
}

const OPEN_KEYS = "<kbd>↵</kbd> send <kbd>E</kbd> edit ";
const KEYS = "<kbd>L</kbd> later <kbd>X</kbd> not for them <kbd>H</kbd> hide <kbd>U</kbd> undo";

function draw(part, data) {
  // made by our own page, which escapes every foreign text in it
  fill(part("who"), data.who);
  fill(part("what"), data.what);
  fill(part("warning"), data.warning);
  part("warning").hidden = !data.warning;
  part("unstated").hidden = !data.keep;
  part("keep").textContent = data.keep;
  part("block").title = data.block;
  part("note").hidden = data.veiled;
  part("label").textContent = data.label;
  part("opens").textContent = data.opens;
  part("to").textContent = data.to;
  part("address-label").textContent = data.missing;
  part("open").hidden = data.veiled || (data.pattern === "" && !data.copies);
  part("copy").hidden = data.copies;
  part("subject-line").hidden = !data.shows_subject;
  offer(part("channel"), data);
  if (part("reasons").childElementCount) return;
  part("reasons").replaceChildren(
    ...data.reasons.map(({ value, label }, place) => chip(value, label, String(place + 1))),
    chip("", "No reason", "X"),
    chip("back", "Back", "")
  );
}

function fill(element, html) {
  if (element.drawn !== html) element.innerHTML = html;
  element.drawn = html;
}

function chip(value, label, key) {
  const button = Object.assign(document.createElement("button"), { type: "button", value, className: "pa-reason" });
  button.append(label);
  if (!key) button.classList.add("quiet");
  else {
    button.setAttribute("aria-keyshortcuts", key);
    button.prepend(Object.assign(document.createElement("kbd"), { textContent: key, ariaHidden: "true" }));
  }
  return button;
}

// After an act the next card is where the user is: a second Enter must not repeat the act on it.
function greet(who) {
  const from = document.activeElement;
  if (from !== document.body && !from.closest(".pa-decide, .pa-toast, .st-key-bar")) return;
  const name = who.querySelector(".pa-name");
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

function inField(event) {
  const target = event.composedPath()[0];
  return target.closest?.("input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]");
}

// There Enter has a meaning of its own.
function onControl(event) {
  return event.composedPath()[0].closest?.("button, a, summary, [role]:not(section)");
}
