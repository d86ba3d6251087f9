// One article and the people it might be for. Texts from outside are set as text, never as HTML.

const PAUSE_MS = 150; // after a keystroke: a name is typed in one go
const DIGITS = "123456789";

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  root.listeners?.abort();
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer) => target.addEventListener(event, answer, { signal: listeners.signal });
  const search = part("search");

  const turned = root.dataset.card !== undefined && root.dataset.card !== data.card;
  if (root.dataset.card !== data.card) {
    root.dataset.card = data.card;
    root.enter = false;
    search.value = "";
  }
  if (root.answers !== data.answers) {
    root.answers = data.answers;
    root.answered = false; // until then a second key press was meant for the same article
  }
  for (const name of ["title", "about", "excerpt", "question", "hint"]) part(name).textContent = data[name];
  part("hint").hidden = !data.hint;

  const answer = (contact, button) => {
    if (root.answered) return;
    root.answered = true;
    clearTimeout(root.timer);
    button?.classList.add("picked");
    setTriggerValue("answer", { article: data.id, contact });
  };
  const faces = data.faces.map((face, place) => faceButton(face, DIGITS[place], answer));
  part("faces").replaceChildren(...faces);

  const typed = search.value.trim();
  const isAnswered = typed !== "" && data.found.words === typed;
  const show = (results) => { // in the place of the faces, so that nothing moves out of sight
    part("faces").hidden = results !== null;
    part("results").replaceChildren(...(results ?? []));
    part("none").hidden = results === null || results.length > 0;
    part("none").textContent = `Nobody found for “${typed}”.`;
  };
  if (isAnswered) show(data.found.faces.map((face) => faceButton(face, "", answer)));
  else if (typed === "") show(null);
  const pickFirst = () => part("results").querySelector("button:not(:disabled)")?.click();
  if (isAnswered && root.enter) {
    root.enter = false;
    pickFirst();
  }

  const look = () => {
    clearTimeout(root.timer);
    const words = search.value.trim();
    if (words) setTriggerValue("search", { article: data.id, words });
  };
  on(search, "input", () => {
    root.enter = false;
    clearTimeout(root.timer);
    if (search.value.trim()) root.timer = setTimeout(look, PAUSE_MS);
    else show(null);
  });
  on(search, "keydown", (event) => {
    if (event.key === "Escape") {
      search.value = "";
      show(null);
      search.blur();
    } else if (event.key === "Enter" && !event.isComposing && search.value.trim()) {
      event.preventDefault();
      if (isAnswered && search.value.trim() === data.found.words) return pickFirst();
      root.enter = true; // when the answer for these words is here
      look();
    }
  });
  on(part("nobody"), "click", () => answer(null));
  on(document, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    const place = DIGITS.indexOf(event.key);
    if (event.key === "/") search.focus();
    else if (event.key.toLowerCase() === "n") answer(null);
    else if (place >= 0 && faces[place]) faces[place].click();
    else return;
    event.preventDefault();
  });
  if (turned && document.activeElement?.closest?.(".pa-deck")) part("title").focus({ preventScroll: true });
  return () => {
    clearTimeout(root.timer);
    listeners.abort();
  };
}

function faceButton(face, key, answer) {
  const button = element("button", "pa-deck-face");
  button.type = "button";
  button.disabled = Boolean(face.blocked);
  const avatar = element("span", `pa-avatar small pa-hue-${face.hue}`, face.initials);
  avatar.setAttribute("aria-hidden", "true");
  const words = element("span", "pa-deck-words");
  words.append(element("span", "pa-deck-name", face.name), element("span", "pa-deck-why", face.blocked || face.why));
  button.append(avatar, words);
  if (key) {
    const hint = element("kbd", "", key);
    hint.setAttribute("aria-hidden", "true");
    button.append(hint);
    button.setAttribute("aria-keyshortcuts", key);
  }
  button.onclick = () => answer(face.id, button);
  return button;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
}

// Digits and letters go on working after a click on a button, but not in a field or a menu.
function typing(event) {
  const target = event.composedPath()[0];
  return target.closest?.("input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]");
}
