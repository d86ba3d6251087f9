// What an article is about, offered as a person's interests: edited, removed, added, saved or skipped.

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  if (root.dataset.pick !== data.pick) {
    root.dataset.pick = data.pick;
    part("chips").replaceChildren(...data.phrases.map(chip), chip(""));
    // so that Enter saves, and doesn't open the mail yet
    if (data.phrases.length) part("save").focus({ preventScroll: true });
  }
  part("question").textContent = data.question;
  const texts = () =>
    [...part("chips").querySelectorAll("input")].map((field) => field.value.trim()).filter(Boolean);
  const leave = (name, value) => {
    if (document.activeElement?.closest?.(".pa-interests")) document.activeElement.blur();
    setTriggerValue(name, value);
  };
  const form = part("form");
  form.onsubmit = (event) => {
    event.preventDefault();
    leave(texts().length ? "save" : "skip", { contact: data.contact, texts: texts() });
  };
  form.onkeydown = (event) => {
    if (event.key === "Escape") leave("skip", { contact: data.contact, texts: [] });
  };
  form.oninput = () => {
    const fields = [...part("chips").querySelectorAll("input")];
    if (fields.at(-1)?.value) part("chips").append(chip("")); // there is always an empty one
  };
  part("skip").onclick = () => leave("skip", { contact: data.contact, texts: [] });
}

function chip(text) {
  const made = document.createElement("span");
  made.className = "pa-interest";
  const field = document.createElement("input");
  Object.assign(field, { value: text, placeholder: "Add…", autocomplete: "off", dir: "auto" });
  field.setAttribute("aria-label", "Interest");
  const remove = document.createElement("button");
  Object.assign(remove, { type: "button", textContent: "×" });
  remove.setAttribute("aria-label", `Remove ${text}`);
  remove.hidden = !text;
  remove.onclick = () => {
    const next = made.nextElementSibling?.querySelector("input");
    made.remove();
    next?.focus();
  };
  field.oninput = () => (remove.hidden = !field.value);
  made.append(field, remove);
  return made;
}
