/**
 * Inlines every destination of a link or a bookmark into the object that refers to it. Typst refers
 * to an array elsewhere in the file ("/Dest 143 0 R"), which ISO 32000-1 allows (7.3.10), but which
 * JHOVE (PDF-HUL-122) and Apache's Preflight call invalid, and archives that use these refuse the
 * file. Deterministic. A file without Typst's structure is returned unchanged: one cross-reference
 * table, and each object at its offset.
 */
export function inlineDestinations(pdf: Uint8Array): Uint8Array {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const table = readTable(file);
  if (!table) return pdf;
  const parts: Buffer[] = [];
  const moved: number[] = [...table.offsets];
  const order = [...table.offsets.keys()].toSorted(
    (one, other) => (table.offsets[one] ?? 0) - (table.offsets[other] ?? 0),
  );
  const [first] = order;
  let length = first === undefined ? 0 : (table.offsets[first] ?? 0);
  parts.push(file.subarray(0, length));
  for (const [place, number] of order.entries()) {
    const following = order[place + 1];
    const end = following === undefined ? table.start : table.offsets[following];
    const object = file.subarray(table.offsets[number], end);
    const written = withDestination(object, (wanted) => arrayIn(file, table, wanted));
    moved[number] = length;
    length += written.length;
    parts.push(written);
  }
  parts.push(endOf(file, table, moved, length));
  return Buffer.concat(parts);
}

interface Table {
  /** Its offset: after the last object. */
  readonly start: number;
  /** The offset of its rows. */
  readonly rows: number;
  /** Of the objects 1, 2, …, in order. */
  readonly offsets: readonly number[];
}

/** The length of a row, ISO 32000-1, 7.5.4. */
const ROW = 20;

/** The only cross-reference table of a file without free objects; null for any other file. */
function readTable(file: Buffer): Table | null {
  const tail = file.subarray(-64).toString("latin1");
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(tail)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(start) || start >= file.length) return null;
  const head = /^xref\n0 (\d+)\n/u.exec(file.toString("latin1", start, start + 32));
  if (!head) return null;
  const count = Number(head[1]);
  const rows = start + head[0].length;
  if (rows + count * ROW > file.length) return null;
  const offsets: number[] = [];
  for (let number = 1; number < count; number += 1) {
    const row = file.toString("latin1", rows + number * ROW, rows + (number + 1) * ROW);
    const offset = Number(/^(\d{10}) 00000 n/u.exec(row)?.[1] ?? Number.NaN);
    const name = `${number} 0 obj`;
    if (Number.isNaN(offset) || file.toString("latin1", offset, offset + name.length) !== name) {
      return null;
    }
    offsets.push(offset);
  }
  return { start, rows, offsets };
}

/**
 * The longest object that may be a link or a bookmark, in bytes: a title may have some thousand
 * letters.
 */
const LONGEST = 100_000;

/** An object with its destination inlined, if it refers to one. */
function withDestination(object: Buffer, arrayOf: (number: number) => string | null): Buffer {
  if (object.length > LONGEST || !object.includes("/Dest ")) return object;
  const text = object.toString("latin1");
  // The content of streams must not change.
  if (/\bstream\r?\n/u.test(text)) return object;
  const written = outsideStrings(text, (words) =>
    words.replace(/\/Dest (\d+) 0 R/u, (whole, number: string) => {
      const array = arrayOf(Number(number));
      return array === null ? whole : `/Dest ${array}`;
    }),
  );
  return Buffer.from(written, "latin1");
}

/** An object's content if it is a destination: "[151 0 R /XYZ 100 327.6 0]". */
function arrayIn(file: Buffer, { offsets }: Table, number: number): string | null {
  const at = offsets[number - 1];
  if (at === undefined) return null;
  const object = file.toString("latin1", at, at + 200);
  return (
    /^\d+ 0 obj\s+(\[\d+ 0 R \/[A-Z][A-Za-z]{2,4}[\d. -]*\])\s+endobj/u.exec(object)?.[1] ?? null
  );
}

/** Applies a change outside of strings, since titles may contain anything. */
function outsideStrings(text: string, change: (words: string) => string): string {
  let changed = "";
  let from = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\\" && depth > 0) at += 1;
    else if (sign === "(" && (depth += 1) === 1) {
      changed += change(text.slice(from, at));
      from = at;
    } else if (sign === ")" && depth > 0 && (depth -= 1) === 0) {
      changed += text.slice(from, at + 1);
      from = at + 1;
    }
  }
  return changed + (depth > 0 ? text.slice(from) : change(text.slice(from)));
}

/** The table with the new offsets, and everything after it. */
function endOf(
  file: Buffer,
  { rows, start, offsets }: Table,
  moved: readonly number[],
  newStart: number,
): Buffer {
  const behind = rows + (offsets.length + 1) * ROW;
  const entries = moved.map((offset) => `${String(offset).padStart(10, "0")} 00000 n\r\n`);
  const trailer = file
    .toString("latin1", behind)
    .replace(/startxref\s+\d+/u, `startxref\n${newStart}`);
  return Buffer.concat([
    file.subarray(start, rows + ROW),
    Buffer.from(entries.join("") + trailer, "latin1"),
  ]);
}
