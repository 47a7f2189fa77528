import { isIsoDate } from "#app/domain/dates.ts";

/** One entry of a pasted docket sheet. */
export interface ImportedEntry {
  /** As the court writes it; null where the entry has none. */
  readonly number: string | null;
  /** ISO day; null where it couldn't be parsed. */
  readonly dated: string | null;
  readonly text: string;
}

/** Limits of one paste: characters, entries, and characters of one entry's text. */
export const IMPORT_LIMITS = { letters: 500_000, entries: 1_000, text: 4_000 } as const;

/** 01/11/2022 or 2022-01-11, at the start of a cell or a line. */
const DAY = /^(?:(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})|(?<iso>\d{4}-\d{2}-\d{2}))$/u;
const NUMBER = /^\d{1,5}(?:-\d{1,4})?$/u;

/**
 * Parses a docket sheet as courts print it, pasted as text: a day, a number and words, in columns
 * (tabs) or in one line. A line without a day continues the entry before. Numbers stay as the court
 * wrote them.
 */
export function importedEntries(pasted: string): ImportedEntry[] {
  const entries: { number: string | null; dated: string | null; text: string }[] = [];
  for (const line of pasted.slice(0, IMPORT_LIMITS.letters).split(/\r?\n/u)) {
    const cells = line.includes("\t") ? line.split("\t") : line.trim().split(/ +/u);
    const words = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
    if (words.length === 0 || isHead(words)) continue;
    const [first = "", second = ""] = words;
    const day = dayIn(first) ?? (NUMBER.test(first) ? dayIn(second) : null);
    if (day === null) {
      const last = entries.at(-1);
      if (last) last.text = `${last.text} ${words.join(" ")}`.trim();
      else entries.push({ number: null, dated: null, text: words.join(" ") });
      continue;
    }
    const isNumberFirst = dayIn(first) === null;
    const rest = words.slice(isNumberFirst ? 2 : 1);
    const number = isNumberFirst
      ? first
      : NUMBER.test(rest[0] ?? "")
        ? (rest.shift() ?? null)
        : null;
    entries.push({ number, dated: day, text: rest.join(" ") });
    if (entries.length >= IMPORT_LIMITS.entries) break;
  }
  return entries.map((entry) => ({ ...entry, text: entry.text.slice(0, IMPORT_LIMITS.text) }));
}

function isHead(words: readonly string[]): boolean {
  return /^(?:date filed|#|docket text)\b/iu.test(words.join(" "));
}

function dayIn(cell: string): string | null {
  const { month, day, year, iso } = DAY.exec(cell)?.groups ?? {};
  const written =
    iso ??
    (month && day && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : null);
  return written !== null && isIsoDate(written) ? written : null;
}
