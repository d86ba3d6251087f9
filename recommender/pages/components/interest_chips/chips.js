// Everybody in a row of their own, with proposed interests as chips. What is selected is what will be
// saved: all of it, once, when the user says so. Everything is set as text, never as HTML.

const DIGITS = 9;
const started = new Map(); // a round -> what is selected and typed for each person; outlives a re-mount

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  root.listeners?.abort();
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer) =>
    target.addEventListener(event, answer, { signal: listeners.signal });

  const { people, round: who } = data;
  if (!started.has(who)) started.set(who, { place: 0, choices: people.map(begin), finished: false });
  const round = started.get(who);
  const rows = part("rows");

  const texts = (choice) => [...new Set([...choice.texts, ...split(choice.typed)])];
  const tell = () => {
    const sizes = round.choices.map((choice) => texts(choice).length);
    const [interests, known] = [sizes.reduce((sum, size) => sum + size, 0), sizes.filter(Boolean).length];
    const left = people.length - known;
    part("count").replaceChildren(
      element("b", "", `${count(interests, "interest", "interests")} for ${count(known, "person", "people")}.`),
      left ? ` ${left === people.length ? "Nothing is selected yet" : `${left} without`}: two or three words per person are enough.` : "",
    );
    part("save").textContent = known ? `Save interests for ${count(known, "person", "people")}` : "Go on without interests";
    part("clear").disabled = !interests;
  };
  const mark = () => {
    for (const [place, row] of [...rows.children].entries()) row.classList.toggle("current", place === round.place);
  };
  const chip = (place, text, why, number) => {
    const made = element("button", "pa-pick");
    made.dataset.text = text;
    made.setAttribute("aria-pressed", round.choices[place].texts.has(text));
    if (why) made.title = why;
    const sign = element("span", "");
    sign.setAttribute("aria-hidden", "true");
    if (number <= DIGITS) sign.dataset.key = number;
    made.append(sign, element("span", "", text));
    return made;
  };
  const chips = (place) => {
    const { name, groups } = people[place];
    const choice = round.choices[place];
    const proposed = new Set(groups.flatMap((group) => group.chips.map(({ text }) => text)));
    const own = choice.own.filter((text) => !proposed.has(text));
    const shown = own.length ? [...groups, { label: "Your own", chips: own.map((text) => ({ text })) }] : groups;
    let number = 0;
    const box = element("div", "pa-chooser-chips");
    for (const group of shown) {
      box.append(element("span", "pa-chooser-label", group.label));
      for (const { text, why } of group.chips) box.append(chip(place, text, why, ++number));
    }
    const field = element("input", "pa-field pa-chooser-own");
    Object.assign(field, { type: "text", autocomplete: "off", value: choice.typed, placeholder: "Add your own" });
    field.setAttribute("aria-label", `Interests of ${name}, separated by commas`);
    field.enterKeyHint = "next";
    box.append(field);
    return box;
  };
  const row = (place) => {
    const { name, initials, hue, works, notes } = people[place];
    const made = element("li", "pa-chooser-row");
    made.tabIndex = -1;
    made.dataset.place = place;
    made.setAttribute("aria-label", name);
    const face = element("span", `pa-avatar small pa-hue-${hue}`, initials);
    face.setAttribute("aria-hidden", "true");
    const words = element("span", "pa-chooser-words");
    words.append(element("span", "pa-chooser-name", name));
    words.firstChild.dir = "auto";
    if (works) words.append(element("span", "pa-chooser-works", works));
    const person = element("div", "pa-chooser-person");
    person.append(face, words);
    made.append(person, chips(place));
    if (notes) {
      made.append(element("p", "pa-chooser-notes", notes));
      made.lastChild.dir = "auto";
    }
    return made;
  };
  const redraw = (place) => {
    rows.children[place].querySelector(".pa-chooser-chips").replaceWith(chips(place));
    tell();
  };
  // What was typed becomes chips, as the proposals are.
  const settle = (place) => {
    const choice = round.choices[place];
    const typed = split(choice.typed);
    if (!typed.length) return;
    choice.typed = "";
    choice.own = [...new Set([...choice.own, ...typed])];
    for (const text of typed) choice.texts.add(text);
    redraw(place);
  };
  const go = (place) => {
    if (place < 0 || place >= people.length) return;
    settle(round.place);
    round.place = place;
    mark();
    rows.children[place].focus();
  };
  const toggle = (made) => {
    const { texts } = round.choices[placeOf(made)];
    const { text } = made.dataset;
    if (!texts.delete(text)) texts.add(text);
    made.setAttribute("aria-pressed", texts.has(text));
    tell();
  };
  const save = () => {
    if (round.finished) return; // a second Enter must not interrupt the run that saves
    round.finished = true;
    const answers = round.choices.map((choice, place) => ({ id: people[place].id, texts: texts(choice) }));
    setTriggerValue("done", { answers: answers.filter((answer) => answer.texts.length) });
  };
  const next = () => (round.place === people.length - 1 ? save() : go(round.place + 1));

  on(rows, "click", (event) => {
    const made = event.target.closest(".pa-pick");
    if (made) toggle(made);
  });
  on(rows, "input", (event) => {
    round.choices[placeOf(event.target)].typed = event.target.value;
    tell();
  });
  on(rows, "focusin", (event) => {
    const place = placeOf(event.target);
    if (place === round.place) return;
    const left = round.place;
    round.place = place;
    settle(left);
    mark();
  });
  on(part("save"), "click", save);
  on(part("clear"), "click", () => {
    for (const choice of round.choices) {
      choice.texts.clear();
      choice.typed = "";
    }
    draw();
  });
  on(document, "keydown", (event) => {
    if (event.repeat || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    const key = event.key.toLowerCase();
    const own = target.closest?.(".pa-chooser-own");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    else if (event.ctrlKey || event.metaKey) return;
    else if (own) {
      if (event.key === "Enter") next();
      else if (event.key === "Escape") rows.children[round.place].focus();
      else return;
    } else if (target.closest?.("input, textarea, select, [contenteditable]")) return;
    else if (event.key === "Enter" && (!target.closest?.("button, a, summary") || target.closest(".pa-pick"))) next(); // Space toggles a chip
    else if (key === "j" || event.key === "ArrowDown") go(round.place + 1);
    else if (key === "k" || event.key === "ArrowUp") go(round.place - 1);
    else if (/^[1-9]$/.test(event.key)) {
      const made = rows.children[round.place].querySelectorAll(".pa-pick")[Number(event.key) - 1];
      if (!made) return;
      toggle(made);
    } else if (/^\p{L}$/u.test(event.key)) {
      rows.children[round.place].querySelector(".pa-chooser-own").focus();
      return; // the letter is typed into the field
    } else return;
    event.preventDefault();
  });

  const draw = () => {
    rows.replaceChildren(...people.map((_person, place) => row(place)));
    mark();
    tell();
  };
  round.finished = false; // shown again: saving failed
  if (root.dataset.who !== who) {
    root.dataset.who = who;
    draw();
    rows.children[round.place].focus({ preventScroll: true });
  }
  return () => listeners.abort();
}

function begin({ groups }) {
  const sure = groups.flatMap(({ chips }) => chips.filter((chip) => chip.sure).map(({ text }) => text));
  return { texts: new Set(sure), own: [], typed: "" };
}

function placeOf(target) {
  return Number(target.closest(".pa-chooser-row").dataset.place);
}

function split(typed) {
  return typed.split(/[,;\n]/).map((text) => text.trim()).filter(Boolean);
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}
