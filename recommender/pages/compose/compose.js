// The note to one person: edited here, opened in a mail program and recorded by one click.
// The address of the mail is made from the live text at the click: never from an older draft.

const typed = new Map(); // suggestion -> {subject, body}; outlives a re-mount, until the page is left
const DOUBLE_CLICK_MS = 1500;

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const root = part("root");
  root.listeners?.abort();
  const listeners = new AbortController();
  root.listeners = listeners;
  const on = (target, event, answer) =>
    target.addEventListener(event, answer, { signal: listeners.signal });

  const [subject, body, link] = [part("subject"), part("body"), part("open")];
  if (root.dataset.suggestion !== data.id || !typed.has(data.id)) {
    const draft = typed.get(data.id) ?? data;
    subject.value = draft.subject;
    body.value = draft.body;
    root.dataset.suggestion = data.id;
    part("copy").textContent = "Copy text";
  }
  part("label").textContent = data.label;
  part("to").textContent = data.to;
  part("missing").hidden = data.pattern !== "" || data.copies;
  part("address-label").textContent = data.missing;
  link.hidden = !part("missing").hidden;
  part("copy").hidden = data.copies;

  const note = () => ({ subject: oneLine(subject.value), body: body.value });
  const refresh = () => {
    const href = address(data, note());
    if (data.copies) link.removeAttribute("href");
    else link.href = href;
    link.target = data.same_tab ? "_self" : "_blank";
    const tooLong = href.length > data.limit;
    part("long").hidden = !tooLong;
    part("long").textContent = tooLong ? data.too_long : "";
  };
  const record = () => setTriggerValue("opened", { id: data.id, ...note() });
  const copy = async () => {
    await copied(body);
    part("copy").textContent = "Copied";
    record();
  };

  for (const field of [subject, body])
    on(field, "input", () => {
      typed.set(data.id, { subject: subject.value, body: body.value });
      refresh();
    });
  on(link, "click", (event) => {
    const again = root.opened?.id === data.id && event.timeStamp - root.opened.at < DOUBLE_CLICK_MS;
    root.opened = { id: data.id, at: event.timeStamp };
    if (again) return event.preventDefault();
    if (data.copies) return copy();
    refresh();
    record();
  });
  on(part("copy"), "click", copy);
  on(part("missing"), "submit", (event) => {
    event.preventDefault();
    setTriggerValue("address", { id: data.id, address: part("address").value });
  });
  on(root, "keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) link.click();
    if (event.key === "Escape") document.activeElement.blur();
  });
  on(document, "keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || busy(event)) return;
    if (event.key === "Enter" && !link.hidden) link.click();
    else if (event.key.toLowerCase() === "e") body.focus();
    else return;
    event.preventDefault();
  });
  refresh();
  return () => listeners.abort();
}

function address(data, note) {
  const lines = note.body.split(/\r\n|\r|\n/);
  const gaps = {
    subject: note.subject,
    body: lines.join(data.line_end),
    note: lines.filter((line) => line.trim() !== data.url).join(data.line_end).trim(),
    url: data.url,
  };
  return data.pattern.replace(/\{(\w+)\}/g, (whole, gap) => encoded(gaps[gap] ?? whole));
}

function encoded(text) {
  const whole = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "?");
  return encodeURIComponent(whole).replace(
    /[!'()*]/g,
    (mark) => "%" + mark.charCodeAt(0).toString(16).toUpperCase(),
  );
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select(); // the browser forbids the clipboard: at least the text is marked
    document.execCommand("copy");
  }
}

function busy(event) {
  const target = event.composedPath()[0];
  return target.closest?.("input, textarea, select, button, a, summary, [role], [contenteditable]");
}
