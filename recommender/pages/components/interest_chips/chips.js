// One person after another, with proposed interests that are grey until they are accepted. Answers
// are numbered and sent until the page has heard them: none is lost between two runs of the page,
// and nobody waits for one. Everything is set as text, never as HTML.

const DIGITS = 9;
const started = new Map(); // the people of a round -> what was answered so far; outlives a re-mount

export default function ({ data, parentElement, setStateValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  root.listeners?.abort();
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer) =>
    target.addEventListener(event, answer, { signal: listeners.signal });

  const { people, heard, round: who } = data;
  if (!started.has(who)) started.set(who, begin(people, heard));
  const round = started.get(who);
  round.unheard = round.unheard.filter(({ number }) => number > heard);
  const own = part("own");
  const person = () => people[round.place];
  const state = () => round.chosen[round.place];

  // What Enter saves: what is accepted, or what is ready to be where nothing was touched.
  const wanted = () => {
    const { texts, touched, typed } = state();
    const proposed = touched || texts.size ? [] : proposals(person()).filter(({ ready }) => ready).map(({ text }) => text);
    return [...new Set([...texts, ...proposed, ...split(typed)])];
  };
  const draw = () => {
    const { name, initials, hue, works, notes, groups } = person();
    part("place").textContent = `${round.place + 1} of ${people.length}`;
    part("done").style.width = `${(100 * round.place) / people.length}%`;
    part("face").className = `pa-avatar pa-hue-${hue}`;
    part("face").textContent = initials;
    part("name").textContent = name;
    for (const [line, text] of [["works", works], ["notes", notes]]) {
      part(line).textContent = text;
      part(line).hidden = !text;
    }
    const proposed = new Set(proposals(person()).map(({ text }) => text));
    const typed = [...state().texts].filter((text) => !proposed.has(text));
    const shown = typed.length ? [...groups, { label: "Your own", chips: typed.map((text) => ({ text })) }] : groups;
    let number = 0;
    part("groups").replaceChildren(...shown.map((group) => {
      const box = element("div", "pa-chooser-group");
      const label = element("div", "pa-chooser-label", group.label);
      if (group.chips.length > 1) {
        const all = element("button", "pa-chooser-all", "Use all");
        all.setAttribute("aria-label", `Use all: ${group.label}`);
        on(all, "click", () => accept(group.chips.map(({ text }) => text)));
        label.append(all);
      }
      const chips = element("div", "pa-chooser-chips");
      for (const { text, why } of group.chips) chips.append(chip(text, why, ++number));
      box.append(label, chips);
      return box;
    }));
    part("nothing").hidden = shown.length > 0;
    part("nothing").textContent = works
      ? "The job title doesn't say what they care about. Two or three words from you are enough."
      : "There's nothing to go by yet. Two or three words from you are enough.";
    own.value = state().typed;
    own.setAttribute("aria-label", `Interests of ${name}, separated by commas`);
    tell();
  };
  const chip = (text, why, number) => {
    const made = element("button", "pa-pick");
    made.dataset.text = text;
    made.setAttribute("aria-pressed", state().texts.has(text));
    if (why) made.title = why;
    if (number <= DIGITS) {
      const hint = element("kbd", "", number);
      hint.setAttribute("aria-hidden", "true");
      made.append(hint);
    }
    made.append(element("span", "", text));
    return made;
  };
  const tell = () => {
    const next = new Set(wanted());
    for (const made of part("groups").querySelectorAll(".pa-pick")) {
      made.setAttribute("aria-pressed", state().texts.has(made.dataset.text));
      made.classList.toggle("ready", next.has(made.dataset.text));
    }
    const { size: length } = next;
    const all = length > 0 && !state().touched && !state().texts.size && !split(state().typed).length;
    const last = round.place === people.length - 1;
    part("save").textContent = !length ? (last ? "Finish" : "Next")
      : `${all ? (length === 1 ? "Use this" : `Use these ${length}`) : `Save ${length}`}${last ? " and finish" : " and go on"}`;
    part("back").disabled = round.place === 0;
    part("skip").hidden = last;
  };
  const accept = (texts) => {
    state().touched = true;
    for (const text of texts) state().texts.add(text);
    tell();
  };
  const toggle = (text) => {
    state().touched = true;
    if (!state().texts.delete(text)) state().texts.add(text);
    tell();
  };
  const send = (finished) => {
    if (round.finished) return; // a second Enter must not interrupt the run that ends the round
    round.finished = finished;
    setStateValue("answers", { answers: round.unheard, finished });
  };
  const go = (place) => {
    if (place < 0) return;
    if (place >= people.length) return send(true);
    round.place = place;
    draw();
    part("name").focus({ preventScroll: true });
  };
  const save = () => {
    const [texts, answer] = [wanted(), state()];
    const same = texts.length === answer.saved.length && texts.every((text, n) => text === answer.saved[n]);
    Object.assign(answer, { texts: new Set(texts), typed: "", saved: texts });
    if (!same) {
      round.number += 1;
      round.unheard = [...round.unheard, { number: round.number, id: person().id, texts }];
    }
    const last = round.place === people.length - 1;
    if (!last && !same) send(false);
    go(round.place + 1);
  };

  on(part("groups"), "click", (event) => {
    const made = event.target.closest(".pa-pick");
    if (made) toggle(made.dataset.text);
  });
  on(own, "input", () => {
    state().typed = own.value;
    tell();
  });
  on(part("save"), "click", save);
  on(part("skip"), "click", () => go(round.place + 1));
  on(part("back"), "click", () => go(round.place - 1));
  on(part("end"), "click", () => send(true));
  on(document, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    const key = event.key.toLowerCase();
    if (target === own) {
      if (event.key === "Enter") save();
      else if (event.key === "Escape") part("name").focus({ preventScroll: true });
      else return;
    } else if (target.closest?.("input, textarea, select, [contenteditable]")) return;
    else if (event.key === "Enter" && !target.closest?.("button, a, summary")) save();
    else if (event.key === "Enter" && target.closest(".pa-pick")) save(); // Space toggles a chip
    else if (key === "j" || event.key === "ArrowRight") go(Math.min(round.place + 1, people.length - 1));
    else if (key === "k" || event.key === "ArrowLeft") go(round.place - 1);
    else if (/^[1-9]$/.test(event.key)) {
      const made = part("groups").querySelectorAll(".pa-pick")[Number(event.key) - 1];
      if (!made) return;
      toggle(made.dataset.text);
    } else if (/^\p{L}$/u.test(event.key)) {
      own.focus();
      return; // the letter is typed into the field
    } else return;
    event.preventDefault();
  });

  if (root.dataset.who !== who) {
    root.dataset.who = who;
    draw();
    part("name").focus({ preventScroll: true });
  } else tell();
  return () => listeners.abort();
}

function begin(people, heard) {
  const chosen = people.map(() => ({ texts: new Set(), saved: [], typed: "", touched: false }));
  return { place: 0, number: heard, unheard: [], chosen, finished: false };
}

function proposals({ groups }) {
  return groups.flatMap(({ chips, ready }) => chips.map(({ text }) => ({ text, ready })));
}

function split(typed) {
  return typed.split(/[,;\n]/).map((text) => text.trim()).filter(Boolean);
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}
