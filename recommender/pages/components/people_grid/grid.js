// Everybody as tiles, the likeliest first. Searching and selecting happen here; the page hears of it
// once, when the user goes on. Everything is set as text, never as HTML.

const PAGE = 60; // tiles drawn at first: three screens; the search finds everybody
const ENOUGH = 12;
const MANY = 20;

const kept = new Map(); // the people of a grid -> selected ids; outlives a re-mount

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  root.listeners?.abort();
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer) =>
    target.addEventListener(event, answer, { signal: listeners.signal });

  const { people, first } = data;
  const who = people.map(({ id }) => id).join();
  if (!kept.has(who)) kept.set(who, new Set());
  const selected = kept.get(who);
  const [search, tiles] = [part("search"), part("tiles")];
  let shown = PAGE;

  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = people.filter(({ find }) => words.every((word) => find.includes(word)));
    tiles.replaceChildren(...found.slice(0, shown).map((one) => tile(one, selected)));
    const [start] = tiles.children;
    if (start) start.tabIndex = 0;
    part("nobody").hidden = found.length > 0;
    part("more").hidden = found.length <= shown;
    part("more").textContent = `Show ${Math.min(PAGE, found.length - shown)} more`;
    tell();
  };
  const tell = () => {
    const [count, rest] = [selected.size, people.length - selected.size];
    const advice = count < ENOUGH ? `${ENOUGH} to ${MANY} is a good start.`
      : count > MANY ? "That's plenty: with fewer, each gets more attention." : "That's a good start.";
    part("count").replaceChildren(
      element("b", "", `${count} of ${people.length.toLocaleString("en")} selected.`),
      ` ${advice}`,
    );
    const these = count === 1 ? "this one" : `these ${count}`;
    part("sleep").textContent = rest === 0 ? `Keep ${these}`
      : `Keep ${these} awake, let ${rest === 1 ? "the other" : rest.toLocaleString("en")} sleep`;
    part("awake").textContent = "Keep everyone awake";
    part("awake").hidden = rest === 0;
    for (const name of ["sleep", "awake", "none"]) part(name).disabled = count === 0;
    if (!count) part("sleep").textContent = "Select the people who matter";
    part("first").textContent = `Select the first ${first}`;
  };
  const toggle = (one) => {
    const id = Number(one.dataset.id);
    if (!selected.delete(id)) selected.add(id);
    one.setAttribute("aria-selected", selected.has(id));
    tell();
  };
  const focus = (one) => {
    if (!one) return;
    for (const other of tiles.children) other.tabIndex = -1;
    one.tabIndex = 0;
    one.focus();
  };
  const finish = (sleep) => {
    if (selected.size) setTriggerValue("done", { ids: [...selected], sleep });
  };

  on(tiles, "click", (event) => {
    const one = event.target.closest(".pa-tile");
    if (!one) return;
    toggle(one);
    focus(one);
  });
  on(search, "input", () => {
    shown = PAGE;
    draw();
  });
  on(part("more"), "click", () => {
    shown += PAGE;
    draw();
  });
  on(part("first"), "click", () => {
    for (const { id } of people.slice(0, first)) selected.add(id);
    draw();
  });
  on(part("none"), "click", () => {
    selected.clear();
    draw();
  });
  on(part("sleep"), "click", () => finish(true));
  on(part("awake"), "click", () => finish(false));
  on(document, "keydown", (event) => {
    if (event.altKey || event.repeat && !event.key.startsWith("Arrow")) return;
    const target = event.composedPath()[0];
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) finish(true);
    else if (event.ctrlKey || event.metaKey) return;
    else if (target === search) {
      if (event.key === "Escape" && search.value) {
        search.value = "";
        draw();
      } else if (event.key === "Escape") search.blur();
      else if (event.key === "ArrowDown") focus(tiles.children[0]);
      else if (event.key === "Enter" && tiles.children.length) toggle(tiles.children[0]);
      else return;
    } else if (target.matches?.("input, textarea, select, [contenteditable]")) return;
    else if (event.key === "/") {
      search.focus();
      search.select();
    } else if (event.key.startsWith("Arrow")) {
      const all = [...tiles.children];
      const here = all.indexOf(target.closest?.(".pa-tile"));
      if (here < 0 && target !== document.body) return;
      const across = getComputedStyle(tiles).gridTemplateColumns.split(" ").length;
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key];
      focus(here < 0 ? all[0] : all[here + step]);
    } else return;
    event.preventDefault();
  });
  draw();
  return () => listeners.abort();
}

function tile({ id, name, initials, hue, works, why }, selected) {
  const one = element("button", "pa-tile");
  one.type = "button";
  one.tabIndex = -1;
  one.dataset.id = id;
  one.setAttribute("role", "option");
  one.setAttribute("aria-selected", selected.has(id));
  one.title = [name, works, why].filter(Boolean).join("\n");
  const face = element("span", `pa-avatar small pa-hue-${hue}`, initials);
  face.setAttribute("aria-hidden", "true");
  const words = element("span", "pa-tile-words");
  words.append(element("span", "pa-tile-name", name));
  if (works) words.append(element("span", "pa-tile-works", works));
  if (why) words.append(element("span", "pa-tile-why", why));
  words.firstChild.dir = "auto";
  one.append(face, words);
  return one;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
}
