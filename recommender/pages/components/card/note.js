// The link that opens a note: made from the live text, within a link's length. Pure, but for the clipboard.

// What is too long for a link loses of its quoted lines first, and of nothing else.
function fit(data, note) {
  const closing = (line) =>
    data.quotation_marks.find(([opens, closes]) => line.length > 2 && line.startsWith(opens) && line.endsWith(closes))?.[1];
  const lines = note.body.split(/\r\n|\r|\n/);
  const fits = (body) => address(data, { ...note, body }).length <= data.limit;
  if (data.copies || fits(note.body) || lines.every((line) => closing(line) === undefined)) return note;
  const cut = (length) => lines.flatMap((line) => {
    if (closing(line) === undefined) return [line];
    const kept = line.length <= length ? line : line.slice(0, length).replace(/\s+\S*$/, "") + "…" + closing(line);
    const whole = length > 0 && kept.length > 4;
    length -= line.length;
    return whole ? [kept] : [];
  }).join("\n");
  let [low, high] = [0, note.body.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(middle))) low = middle;
    else high = middle - 1;
  }
  return fits(cut(low)) ? { ...note, body: cut(low) } : note;
}

function address(data, note) {
  const lines = flowed(note.body).split("\n");
  const gaps = {
    subject: note.subject,
    body: lines.join(data.line_end),
    note: lines.filter((line) => line.trim() !== data.url).join(data.line_end).trim(),
    url: data.url,
  };
  return data.pattern.replace(/\{(\w+)\}/g, (whole, gap) => encoded(gaps[gap] ?? whole));
}

// A line that ends in a blank flows into the next one in plain-text mails (RFC 3676).
function flowed(text) {
  return text.split(/\r\n|\r|\n/).map((line) => line.replace(/[ \t]+$/, "")).join("\n");
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

async function copied(field, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    field.select(); // the browser forbids the clipboard: at least the text is marked
    document.execCommand("copy");
  }
}

// Returns where to go on writing: after the opening sentence, which may follow a greeting.
function afterOpening(text) {
  const paragraphs = [...text.matchAll(/\S[^]*?(?=\n\s*\n|\s*$)/g)];
  const [first, second] = paragraphs;
  if (!first) return text.length;
  const greets = second && /^[^\n]{1,60}[,!，،:]$/u.test(first[0].trim());
  const opening = greets ? second : first;
  return opening.index + opening[0].trimEnd().length;
}
