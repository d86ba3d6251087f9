// J and K move the focus from row to row of a page's list, Enter opens the row as it opens any button,
// X selects it. The controls of one row at a time are stops of the Tab key: with fifty rows, all of
// them would be two hundred stops.

const CONTROLS = "button, a, input";
const WRITTEN_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const last = new Map(); // a list's label -> the id of the row that had the focus; outlives a re-mount

// Call it whenever the list was drawn. Its rows are `li`s with an id in their data and a button
// `data-opens`. Returns what ends it.
function roam(list, label) {
  list.roaming?.abort();
  list.roaming = new AbortController();
  const { signal } = list.roaming;
  const rows = () => [...list.querySelectorAll("li[data-id]")];
  const settle = () => {
    const all = rows();
    const here = all.find((row) => row.dataset.id === last.get(label)) ?? all[0];
    for (const row of all) for (const one of row.querySelectorAll(CONTROLS)) one.tabIndex = row === here ? 0 : -1;
  };
  const go = (step) => {
    const all = rows();
    const at = all.findIndex((row) => row.dataset.id === last.get(label));
    const row = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    row?.querySelector("[data-opens]").focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const note = ({ target }) => {
    last.set(label, target.closest("li[data-id]")?.dataset.id ?? last.get(label));
    settle();
  };
  const answer = (event) => {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (target.closest?.(WRITTEN_IN) || isCovered()) return;
    const arrow = target.matches?.("[data-opens]") && list.contains(target);
    const step = { j: 1, k: -1, ...(arrow ? { arrowdown: 1, arrowup: -1 } : {}) }[event.key.toLowerCase()];
    if (step) go(step);
    else if (event.key.toLowerCase() === "x" && list.contains(target)) target.closest("li")?.querySelector(".pa-row-tick")?.click();
    else return;
    event.preventDefault();
  };
  list.addEventListener("focusin", note, { signal });
  document.addEventListener("keydown", answer, { signal });
  settle();
  return () => list.roaming.abort();
}

function isCovered() {
  return [...document.querySelectorAll('[role="dialog"], dialog[open]')].some((one) => one.checkVisibility());
}

