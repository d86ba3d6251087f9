// Contacts as a table: rows that are selected, opened, woken, and whose interests are edited in place.
// Everything in it is set as text, never as HTML. `roam` is in cursor.js, which goes before this file.
//
// Edits and the selection are sent with a sequence number. The page answers with the last number that
// it has heard; what is newer stays as it is shown here, so that a slow answer never undoes fast typing.

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const table = parentElement.querySelector('[data-part="table"]');
  table.state ??= { edits: [], edited: data.heard.edits, picked: data.heard.selection, selected: new Set() };
  const { state } = table;
  table.data = data;
  table.trigger = setTriggerValue;
  table.send = setStateValue;
  state.edits = state.edits.filter(({ number }) => number > data.heard.edits);
  state.edited = Math.max(state.edited, data.heard.edits);
  if (data.heard.selection >= state.picked) {
    state.picked = data.heard.selection;
    state.selected = new Set(data.selected);
  }
  draw(table);
  return roam(table, data.label);
}

function draw(table) {
  const { data } = table;
  const rows = rowsOf(table);
  const drawn = signature(table);
  if (table.drawn !== drawn) {
    const open = table.querySelector(".pa-table-edit");
    const editing = open && { id: Number(open.dataset.id), text: open.value, at: open.selectionStart, untouched: open.dataset.untouched };
    const focused = document.activeElement?.closest?.("[data-part='table']") === table && document.activeElement.dataset.focus;
    table.drawn = drawn;
    table.silent = true; // an editor that is only redrawn is not left
    table.replaceChildren(head(table), list(table, rows));
    table.silent = false;
    if (editing && rows.some(({ id }) => id === editing.id)) edit(table, editing.id, editing);
    else if (focused) table.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
    const page = String(data.first);
    if (table.dataset.page !== undefined && table.dataset.page !== page) table.scrollIntoView({ block: "start" });
    table.dataset.page = page;
  }
  tick(table);
}

function rowsOf({ data, state }) {
  return data.rows.map((row) => ({ ...row, ...pending(state, row.id) }));
}

function signature(table) {
  return JSON.stringify([table.data.label, table.data.first, table.data.editable, table.data.order, rowsOf(table)]);
}

// What was done here and is not in the page's rows yet.
function pending({ edits }, id) {
  const own = edits.filter((one) => one.id === id);
  const written = own.findLast((one) => one.act === "interests");
  return {
    ...(written ? { interests: written.text } : {}),
    ...(own.some((one) => one.act === "wake") ? { asleep: false } : {}),
  };
}

function say(table, id, act, text = "") {
  const { state } = table;
  state.edited += 1;
  state.edits.push({ id, act, text, number: state.edited });
  table.send("edits", { items: state.edits });
}

function head(table) {
  const line = element("div", "pa-table-head");
  const all = checkbox("Select all shown", "all");
  all.onchange = () => select(table, table.data.rows.map(({ id }) => id), all.checked);
  const names = [["Name", "name"], ["Work"], ["Interests"], ["Last contact", "last-contact"]];
  line.append(all, ...names.map(([word, order]) => (order ? sorter(table, word, order) : element("span", "", word))));
  return line;
}

function sorter(table, word, order) {
  const button = element("button", "pa-table-sort", word);
  const isOrder = table.data.order === order;
  button.dataset.focus = `sort-${order}`;
  button.setAttribute("aria-pressed", isOrder);
  button.setAttribute("aria-label", `Sort by ${word.toLowerCase()}`);
  button.onclick = () => table.trigger("sort", order);
  return button;
}

function list(table, rows) {
  const items = element("ul", "pa-table-rows");
  items.setAttribute("aria-label", table.data.label);
  items.append(...rows.map((row) => item(table, row)));
  return items;
}

function item(table, row) {
  const box = checkbox(`Select ${row.name}`, `tick-${row.id}`);
  box.dataset.id = row.id;
  box.onclick = (event) => {
    const ids = table.data.rows.map(({ id }) => id);
    const from = event.shiftKey ? ids.indexOf(table.state.last) : -1;
    const to = ids.indexOf(row.id);
    const range = from < 0 ? [row.id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    table.state.last = row.id;
    select(table, range, box.checked);
  };
  const face = element("span", `pa-avatar tiny pa-hue-${row.hue}`, row.initials);
  face.setAttribute("aria-hidden", "true");
  const name = element("button", "pa-table-name", row.name);
  name.id = nameOf(row.id);
  name.dir = "auto";
  name.title = row.name;
  name.dataset.focus = `open-${row.id}`;
  name.dataset.opens = "";
  name.onclick = () => table.trigger("open", row.id);
  const who = element("div", "pa-table-who");
  who.append(name);
  for (const mark of [row.asleep && "asleep", row.left_out])
    if (mark) who.append(element("span", "pa-mark", mark));
  const work = element("span", "pa-table-work", row.work);
  work.dir = "auto";
  work.title = row.work;
  const aside = element("div", row.due ? "pa-table-aside due" : "pa-table-aside");
  if (row.asleep) {
    const wake = element("button", "pa-table-wake", "Wake");
    wake.setAttribute("aria-describedby", nameOf(row.id));
    wake.dataset.focus = `wake-${row.id}`;
    wake.onclick = () => {
      say(table, row.id, "wake");
      draw(table);
    };
    aside.append(wake);
  }
  if (row.due) {
    const dot = element("span", "pa-table-due");
    dot.setAttribute("role", "img");
    dot.setAttribute("aria-label", "Overdue");
    dot.title = "Overdue";
    aside.append(dot);
  }
  aside.append(element("span", "", row.aside));
  const entry = element("li", row.asleep ? "pa-table-row asleep" : "pa-table-row");
  entry.dataset.id = row.id;
  entry.append(box, face, who, work, interests(table, row), aside);
  return entry;
}

function interests(table, row) {
  const cell = element("div", "pa-table-interests");
  const words = row.interests || (row.proposed ? `+ ${row.proposed}` : "Add interests");
  const button = element("button", row.interests ? "" : "none", words);
  button.dir = "auto";
  button.title = row.interests || (row.proposed ? "Proposed from notes and job: click, then press Enter to add them" : "");
  button.disabled = !table.data.editable;
  button.setAttribute("aria-label", `Interests: ${row.interests || (row.proposed ? `none yet, proposed: ${row.proposed}` : "none yet")}`);
  button.setAttribute("aria-describedby", nameOf(row.id));
  button.dataset.focus = `edit-${row.id}`;
  button.onclick = () => edit(table, row.id);
  button.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const ids = table.data.rows.map(({ id }) => id);
    table.querySelector(`[data-focus="edit-${ids[ids.indexOf(row.id) + step]}"]`)?.focus();
  };
  cell.append(button);
  return cell;
}

function edit(table, id, was) {
  const row = [...table.querySelectorAll(".pa-table-row")].find((one) => Number(one.dataset.id) === id);
  const { name, interests: before, proposed } = { ...table.data.rows.find((one) => one.id === id), ...pending(table.state, id) };
  const cell = row.querySelector(".pa-table-interests");
  const field = element("input", "pa-table-edit");
  Object.assign(field, { type: "text", value: was?.text ?? (before ? `${before}, ` : proposed), placeholder: "batteries, night trains", autocomplete: "off" });
  field.dir = "auto";
  field.dataset.id = id;
  field.setAttribute("aria-label", `Interests of ${name}`);
  if (was ? was.untouched : !before && proposed) field.dataset.untouched = "yes"; // a proposal is only saved by Enter
  field.oninput = () => delete field.dataset.untouched;
  const leave = (saves, enters = false) => {
    if (field.left || table.silent) return;
    field.left = true;
    if (field.dataset.untouched && !enters) saves = false;
    const text = field.value.trim().replace(/[\s,;]+$/, "");
    const changes = saves && text !== before;
    if (changes) say(table, id, "interests", text);
    const left = interests(table, { id, interests: changes ? text : before, proposed });
    cell.replaceChildren(...left.childNodes);
    if (changes) table.drawn = signature(table); // only the cell: a click that ends the edit is on its way
  };
  field.onkeydown = (event) => {
    event.stopPropagation();
    if (event.isComposing) return; // Enter chooses a character
    const focus = (at) => table.querySelector(`[data-focus="edit-${at}"]`)?.focus();
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      leave(event.key === "Enter", true);
      focus(id);
    }
    if (event.key === "Tab") {
      const ids = table.data.rows.map((one) => one.id);
      const next = ids[ids.indexOf(id) + (event.shiftKey ? -1 : 1)];
      if (next === undefined) return;
      event.preventDefault();
      leave(true);
      edit(table, next);
    }
  };
  field.onblur = () => leave(true);
  cell.replaceChildren(field);
  field.focus({ preventScroll: Boolean(was) });
  const at = was?.at ?? field.value.length;
  field.setSelectionRange(field.dataset.untouched ? 0 : at, field.dataset.untouched ? field.value.length : at);
}

function select(table, ids, on) {
  const { state } = table;
  for (const id of ids) state.selected[on ? "add" : "delete"](id);
  state.picked += 1;
  table.send("selection", { ids: [...state.selected], number: state.picked });
  tick(table);
}

function tick(table) {
  const { selected } = table.state;
  const boxes = [...table.querySelectorAll(".pa-table-row .pa-row-tick")];
  for (const box of boxes) {
    box.checked = selected.has(Number(box.dataset.id));
    box.closest("li").classList.toggle("selected", box.checked);
  }
  const all = table.querySelector(".pa-table-head .pa-row-tick");
  const count = boxes.filter((box) => box.checked).length;
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
}

const nameOf = (id) => `pa-table-name-${id}`;

function checkbox(label, focus) {
  const box = element("input", "pa-row-tick");
  box.type = "checkbox";
  box.setAttribute("aria-label", label);
  box.dataset.focus = focus;
  return box;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}
