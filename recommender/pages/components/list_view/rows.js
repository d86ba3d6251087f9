// A list whose rows can be opened, acted on and ticked. Everything in it is set as text, never as HTML.
// `roam` is in cursor.js, which goes before this file.

export default function ({ data: { ticks, ...data }, parentElement, setTriggerValue, setStateValue }) {
  const list = parentElement.querySelector('[data-part="list"]');
  list.say = setTriggerValue;
  draw(list, data, ticks);
  if (ticks) tick(list, ticks, setStateValue);
  if (data.keys) return roam(list, data.label);
}

function draw(list, data, ticks) {
  const drawn = JSON.stringify(data);
  if (list.drawn === drawn) return; // every run of the page sends every list again
  list.drawn = drawn;
  list.setAttribute("aria-label", data.label);
  list.classList.toggle("lined", data.cells > 0);
  list.style.setProperty("--cells", data.cells);
  const focused = list.contains(document.activeElement) && document.activeElement.closest("li").dataset.id;
  list.replaceChildren(...data.rows.map((row) => item(row, ticks, (...said) => list.say(...said))));
  if (focused) list.querySelector(`li[data-id="${focused}"] [data-opens]`)?.focus({ preventScroll: true });
  const page = String(data.page);
  const turned = list.dataset.page !== undefined && list.dataset.page !== page;
  list.dataset.page = page;
  if (turned) list.scrollIntoView({ block: "start" }); // the next page is read from its top
}

// The whole selection is sent with a sequence number: a run that has not received the last one yet
// does not put it back.
function tick(list, { unticked, heard }, setStateValue) {
  const boxes = [...list.querySelectorAll(".pa-row-tick")];
  list.number ??= heard;
  if (list.number === heard) for (const box of boxes) box.checked = !unticked.includes(Number(box.value));
  list.onchange = () => {
    list.number += 1;
    const left = boxes.filter((box) => !box.checked).map((box) => Number(box.value));
    setStateValue("ticks", { unticked: left, number: list.number });
  };
}

function item(row, ticks, setTriggerValue) {
  const act = (name) => setTriggerValue("act", { id: row.id, name });
  const words = element("div", "pa-row-words");
  const box = ticks && tickbox(row.id);
  words.append(headline(row, act, box));
  if (row.cells.length) words.append(cells(row));
  for (const line of row.lines) words.append(element("div", "pa-row-line", line));
  if (row.chips.length) {
    const chips = element("div", "pa-row-chips");
    chips.append(...row.chips.map(({ text, kind }) => element("span", `pa-chip ${kind}`, text)));
    words.append(chips);
  }
  const acts = element("div", "pa-row-acts");
  for (const { name, label, about, href, same_tab: sameTab, copies, quiet } of row.acts) {
    const button = element(href ? "a" : "button", quiet ? "pa-row-act quiet" : "pa-row-act", label);
    button.setAttribute("aria-label", about);
    if (href) Object.assign(button, { href, target: sameTab ? "_self" : "_blank", rel: "noopener" });
    button.onclick = () => {
      // before a new tab takes the focus; a browser may forbid it, and the page opens all the same
      if (copies) navigator.clipboard?.writeText(copies).catch(() => {});
      act(name);
    };
    acts.append(button);
  }
  const entry = element("li", row.acts.length ? "pa-row" : "pa-row whole");
  entry.dataset.id = row.id;
  if (box) entry.append(box);
  if (row.face) entry.append(avatar(row.face, "small"));
  entry.append(words, acts);
  return entry;
}

function tickbox(id) {
  const box = element("input", "pa-row-tick");
  return Object.assign(box, { type: "checkbox", value: id, id: `tick-${crypto.randomUUID()}` });
}

function headline(row, act, box) {
  const line = element("div", "pa-row-top");
  const title = element(row.opens ? "button" : box ? "label" : "span", "pa-row-title", row.title);
  title.dir = "auto";
  if (row.cells.length) title.title = row.title; // it may be cut
  if (box) title.htmlFor = box.id;
  if (row.opens) {
    title.onclick = () => act("open");
    title.dataset.opens = "";
  }
  line.append(title);
  if (row.mark) line.append(element("span", "pa-mark", row.mark));
  if (row.aside) line.append(element("span", "pa-row-aside", row.aside));
  return line;
}

// What is in columns where there is room, and else on a line below the title.
function cells(row) {
  const box = element("div", "pa-row-cells");
  for (const { text, face, kind } of row.cells) {
    const cell = element("span", "pa-row-cell");
    if (face) cell.append(avatar(face, "mini"));
    if (text) cell.append(element("span", kind ? `pa-chip ${kind}` : "", text));
    if (text) cell.title = text;
    box.append(cell);
  }
  return box;
}

function avatar({ initials, hue }, size) {
  const face = element("span", `pa-avatar ${size} pa-hue-${hue}`, initials);
  face.setAttribute("aria-hidden", "true");
  return face;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}
