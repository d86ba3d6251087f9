// A list whose rows can be opened and acted on. Everything in it is set as text, never as HTML.

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector('[data-part="list"]');
  list.say = setTriggerValue;
  const told = JSON.stringify(data);
  if (list.told === told) return; // every run of the page tells every list again
  list.told = told;
  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...data.rows.map((row) => item(row, (...said) => list.say(...said))));
  const page = String(data.page);
  const turned = list.dataset.page !== undefined && list.dataset.page !== page;
  list.dataset.page = page;
  if (turned) list.scrollIntoView({ block: "start" }); // the next page is read from its top
}

function item(row, setTriggerValue) {
  const act = (name) => setTriggerValue("act", { id: row.id, name });
  const words = element("div", "pa-row-words");
  words.append(headline(row, act));
  for (const line of row.lines) words.append(element("div", "pa-row-line", line));
  if (row.chips.length) {
    const chips = element("div", "pa-row-chips");
    chips.append(...row.chips.map(({ text, kind }) => element("span", `pa-chip ${kind}`, text)));
    words.append(chips);
  }
  const acts = element("div", "pa-row-acts");
  for (const { name, label, about, href, same_tab: sameTab, quiet } of row.acts) {
    const button = element(href ? "a" : "button", quiet ? "pa-row-act quiet" : "pa-row-act", label);
    button.setAttribute("aria-label", about);
    if (href) Object.assign(button, { href, target: sameTab ? "_self" : "_blank", rel: "noopener" });
    button.onclick = () => act(name);
    acts.append(button);
  }
  const entry = element("li", row.acts.length ? "pa-row" : "pa-row whole");
  if (row.face) {
    const face = element("span", `pa-avatar small pa-hue-${row.face.hue}`, row.face.initials);
    face.setAttribute("aria-hidden", "true");
    entry.append(face);
  }
  entry.append(words, acts);
  return entry;
}

function headline(row, act) {
  const line = element("div", "pa-row-top");
  const title = element(row.opens ? "button" : "span", "pa-row-title", row.title);
  title.dir = "auto";
  if (row.opens) title.onclick = () => act("open");
  line.append(title);
  if (row.aside) line.append(element("span", "pa-row-aside", row.aside));
  return line;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}
