// The palette: a name, a word or a link, and where it leads. Texts are set as text, never as HTML.
//
// People, articles and feeds are found by the server at every key, whatever the page is doing; one
// question at a time, and the next one asks for what stands in the field by then.

const MOST_COMMANDS = 6; // next to what else was found; an empty field lists all
const IN_FIELD = "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]";
const IS_MAC = /mac|iphone|ipad/i.test(navigator.platform);

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const [dialog, input, list] = [part("dialog"), part("input"), part("list")];
  dialog.listeners?.abort();
  const listeners = new AbortController();
  dialog.listeners = listeners;
  const on = (target, event, answer, options = {}) =>
    target.addEventListener(event, answer, { ...options, signal: listeners.signal });
  const state = (dialog.state ??= { found: null, asking: false, enter: false, at: 0 });

  const typed = () => input.value.trim();
  const isCurrent = () => typed() === "" || state.found?.words === typed();

  const close = () => {
    dialog.close();
    // where nothing had the focus before, the browser leaves it here until it draws again
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  };
  const choose = (option) => {
    if (!option) return;
    if (option.shows === "keys") return showKeys();
    close();
    setTriggerValue("go", option.go);
  };

  const show = () => {
    const groups = grouped(data.commands, state.found, typed());
    state.options = groups.flatMap((group) => group.options);
    state.at = 0;
    list.replaceChildren(...drawn(groups));
    const none = part("none");
    none.hidden = state.options.length > 0 || !isCurrent();
    none.textContent = state.found?.error || `Nothing found for “${typed()}”.`;
    list.hidden = state.options.length === 0;
    input.setAttribute("aria-expanded", String(state.options.length > 0));
    select(0);
    const count = state.options.length;
    part("status").textContent = !typed() ? "" : !none.hidden ? none.textContent : count === 1 ? "1 result" : `${count} results`;
  };
  const select = (at) => {
    const rows = [...list.querySelectorAll("[role=option]")];
    state.at = rows.length ? (at + rows.length) % rows.length : 0;
    rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === state.at)));
    const row = rows[state.at];
    if (row) input.setAttribute("aria-activedescendant", row.id);
    else input.removeAttribute("aria-activedescendant");
    if (state.at) row.scrollIntoView({ block: "nearest" });
    else list.scrollTop = 0;
  };

  const look = async () => {
    if (state.asking) return; // its answer looks again
    state.asking = true;
    try {
      while (dialog.open && !isCurrent()) state.found = await found(typed());
    } finally {
      state.asking = false;
    }
    if (!dialog.open) return;
    show();
    if (state.enter) {
      state.enter = false;
      choose(state.options[0]);
    }
  };

  const open = (keys = false) => {
    if (!dialog.open) {
      input.value = "";
      state.found = null;
      state.enter = false;
      dialog.showModal();
    }
    part("keys").hidden = !keys;
    part("search").hidden = keys;
    if (keys) {
      part("table").replaceChildren(...keyTable(data));
      part("keys-scroll").scrollTop = 0;
      part("keys-title").focus();
    } else {
      show();
      input.focus();
      input.select();
    }
  };
  const showKeys = () => open(true);

  on(input, "input", () => {
    state.enter = false;
    if (isCurrent()) show();
    else look();
  });
  on(input, "keydown", (event) => {
    if (event.isComposing) return; // Enter chooses a character
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) select(state.at + step);
    else if (event.key === "Enter" && isCurrent()) choose(state.options[state.at]);
    else if (event.key === "Enter") state.enter = true; // when the answer for these words is here
    else if (event.key === "?" && !input.value) showKeys();
    else return;
    event.preventDefault();
  });
  const optionOf = (event) => {
    const row = event.target.closest("[role=option]");
    return row ? [...list.querySelectorAll("[role=option]")].indexOf(row) : -1;
  };
  on(list, "mousedown", (event) => event.preventDefault()); // the field keeps the focus
  on(list, "pointermove", (event) => {
    const at = optionOf(event);
    if (at >= 0 && at !== state.at) select(at);
  });
  on(list, "click", (event) => choose(state.options[optionOf(event)]));
  for (const name of ["close", "keys-close"]) on(part(name), "click", close);
  on(dialog, "click", (event) => event.target === dialog && close()); // beside it
  const leave = (event) => {
    const escapes = event.key === "Escape" && !event.isComposing; // at once: the browser does it later
    if (!escapes && !isOpener(event)) return;
    event.preventDefault();
    if (!escapes && part("search").hidden) open();
    else close();
  };
  on(dialog, "keydown", (event) => {
    leave(event);
    event.stopPropagation(); // the page has keys of its own
  });

  on(document, "click", (event) => event.target.closest?.(".pa-find") && open());
  on(window, "keydown", (event) => { // after the page's own keys: there “/” may mean another search
    if (event.repeat || event.defaultPrevented) return;
    if (dialog.open) return leave(event); // the focus is nowhere
    if (!isOpener(event)) {
      if (event.ctrlKey || event.metaKey || event.altKey || inField(event)) return;
      if (event.key !== "/" && event.key !== "?") return;
    }
    event.preventDefault();
    open(event.key === "?");
  });
  for (const hint of document.querySelectorAll(".pa-find kbd")) hint.textContent = IS_MAC ? "⌘ K" : "Ctrl K";
  dialog.dataset.listens = "yes";
  return () => listeners.abort();
}

async function found(words) {
  try {
    const answer = await fetch("/palette/results", { method: "POST", body: words });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return { words, ...(await answer.json()) };
  } catch (error) {
    console.warn("The palette's search failed:", error.message);
    return { words, people: [], articles: [], feeds: [], links: [], error: "Search doesn't work right now. Is Passalong still running?" };
  }
}

// People come first, then commands, which are few, then what may be many.
function grouped(commands, answer, typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const fitting = commands.filter((command) => fits(command, words));
  const groups = [];
  const add = (label, options) => options.length && groups.push({ label, options });
  if (!words.length) {
    for (const name of new Set(commands.map(({ group }) => group))) add(name, commands.filter(({ group }) => group === name));
    return groups;
  }
  const { links = [], people = [], articles = [], feeds = [] } = answer ?? {};
  add("Link", links);
  add("People", people);
  add("Commands", links.length ? [] : fitting.slice(0, MOST_COMMANDS));
  add("Articles", articles);
  add("Feeds", feeds);
  return groups;
}

function fits({ label, words: more }, wanted) {
  const parts = folded(`${label} ${more}`).split(/[\s,]+/);
  return wanted.every((word) => parts.some((part) => part.startsWith(word)));
}

function folded(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

function drawn(groups) {
  let number = 0;
  return groups.map(({ label, options }, place) => {
    const group = element("div", "");
    group.setAttribute("role", "group");
    const head = element("div", "pa-palette-group", label);
    head.id = `pa-palette-group-${place}`;
    head.setAttribute("role", "presentation");
    group.setAttribute("aria-labelledby", head.id);
    group.append(head, ...options.map((option) => row(option, number++)));
    return group;
  });
}

function row(option, number) {
  const one = element("div", "pa-palette-option");
  one.id = `pa-palette-option-${number}`;
  one.setAttribute("role", "option");
  one.setAttribute("aria-selected", "false");
  if (option.initials) {
    const face = element("span", `pa-avatar small pa-hue-${option.hue}`, option.initials);
    face.setAttribute("aria-hidden", "true");
    one.append(face);
  }
  const words = element("span", "pa-palette-words", option.label);
  words.dir = "auto";
  words.title = option.label;
  one.append(words);
  if (option.aside) {
    const aside = element("span", "pa-palette-aside", option.aside);
    aside.dir = "auto";
    one.append(aside);
  }
  return one;
}

// This page's keys come first, then those that work everywhere.
function keyTable({ keys, page }) {
  const isHere = (place) => place.split(", ").includes(page);
  const order = ({ place }) => (isHere(place) ? 0 : place === "Everywhere" ? 1 : 2);
  return [...keys].sort((one, other) => order(one) - order(other)).map(({ place, rows }) => {
    const body = element("tbody", "");
    const head = element("th", "", isHere(place) ? `${place} (this page)` : place);
    Object.assign(head, { scope: "rowgroup", colSpan: 2 });
    const line = element("tr", "");
    line.append(head);
    body.append(line, ...rows.map(keyRow));
    return body;
  });
}

function keyRow([keys, does]) {
  const line = element("tr", "");
  const left = element("td", "");
  left.append(...keys.map((key) => element("kbd", "", IS_MAC ? key.replace("Ctrl", "⌘") : key)));
  line.append(left, element("td", "", does));
  return line;
}

// On a Mac Ctrl+K deletes to the end of a line.
function isOpener(event) {
  const held = IS_MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return held && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
}

function inField(event) {
  return event.composedPath()[0].closest?.(IN_FIELD);
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  made.textContent = text;
  return made;
}
