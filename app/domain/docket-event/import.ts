import { isIsoDate, writtenDay } from "#app/domain/dates.ts";

/** One entry of a pasted docket sheet. */
export interface ImportedEntry {
  /** As the court writes it; null where the entry has none. */
  readonly number: string | null;
  /** ISO day. */
  readonly dated: string;
  readonly text: string;
}

/** Pasted text that is no entry, with the reason. */
export interface UnreadLine {
  /** The number of the pasted line, from 1. */
  readonly line: number;
  readonly words: string;
  readonly why: string;
}

interface PastedSheet {
  readonly entries: readonly ImportedEntry[];
  readonly unread: readonly UnreadLine[];
}

/** Limits of one paste: characters and entries; `text` is the longest entry. */
export const IMPORT_LIMITS = { letters: 500_000, entries: 1_000, text: 4_000 } as const;

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** 01/11/2022, 2022-01-11, or Jan 11, 2022, at the start of a cell or a line. */
const DAY =
  /^(?:(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})|(?<iso>\d{4}-\d{2}-\d{2})|(?<name>[A-Z][a-z]{2})[a-z]{0,6}\.? (?<nameDay>\d{1,2}), (?<nameYear>\d{4}))(?=\s|$)/u;
/** Text that looks like a day but can't be parsed. */
const LIKE_DAY = /^(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?=\s|$)/u;
const NUMBER = /^\d{1,5}(?:-\d{1,4})?(?=\s|$)/u;
const HEAD =
  /^(?:date filed|filed date|document number|entry|#|no\.|docket text|description)(?:\s|$)/iu;
/** Buttons of web pages that are copied with the text. */
const BUTTONS = /^(?:main doc(?:ument)?|att(?:achment)? \d+|buy on pacer|download(?: pdf)?)$/iu;

/**
 * Parses a docket sheet as courts print it and web pages show it, pasted as text: a day, a number
 * and words, in columns, in one line or below each other. Lines without a day continue the entry
 * before; numbers stay as the court wrote them. What can't be parsed is reported with its line, and
 * nothing is truncated.
 * @param today ISO day: a later entry is an error.
 * @param filedOn ISO day on which the suit was filed: an earlier entry is an error; null for unknown.
 */
export function readDocketSheet(
  pasted: string,
  known: ReadonlySet<string>,
  today: string,
  filedOn: string | null = null,
): PastedSheet {
  const entries: FoundEntry[] = [];
  const unread: UnreadLine[] = [];
  let pending: { readonly number: string; readonly line: number } | null = null;
  const lines = pasted.split(/\r?\n/u);
  const goOn = (words: string, line: number) => {
    const last = entries.at(-1);
    if (!last) unread.push({ line, words, why: "It stands before the first entry with a day." });
    else last.parts.push(words);
  };
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const words = raw.replaceAll(/\s+/gu, " ").trim();
    if (words === "" || HEAD.test(words) || BUTTONS.test(words)) continue;
    const start: StartOfEntry = startOf(words, hasNoNumber(raw));
    if (start.kind === "number") {
      // A number on a line of its own belongs to the day below it, or else to the text above.
      if (pending) goOn(pending.number, pending.line);
      pending = { number: start.number, line };
      continue;
    }
    if (start.kind === "words") {
      if (pending) goOn(pending.number, pending.line);
      pending = null;
      goOn(words, line);
      continue;
    }
    if (start.kind === "no-day") {
      unread.push({ line, words, why: `“${start.day}” is no day; write it as 01/31/2022.` });
      pending = null;
      continue;
    }
    const number: string | null = start.number ?? pending?.number ?? null;
    pending = null;
    entries.push({ number, dated: start.dated, parts: [start.rest], line });
  }
  if (pending) goOn(pending.number, pending.line);
  return sorted(entries, unread, known, { today, filedOn });
}

/**
 * An entry while lines still continue it: its words are joined once, since a text that grows by a line
 * is copied with each.
 */
interface FoundEntry extends Omit<ImportedEntry, "text"> {
  readonly parts: string[];
  readonly line: number;
}

type StartOfEntry =
  | {
      readonly kind: "day";
      readonly dated: string;
      readonly number: string | null;
      readonly rest: string;
    }
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "no-day"; readonly day: string }
  | { readonly kind: "words" };

/** Whether the number's column is empty: digits after it are text. */
function hasNoNumber(raw: string): boolean {
  const [first = "", second] = raw.split("\t").map((cell) => cell.trim());
  return second === "" && DAY.test(first);
}

function startOf(words: string, isUnnumbered: boolean): StartOfEntry {
  const first = NUMBER.exec(words)?.[0] ?? null;
  const behind = first === null ? words : words.slice(first.length).trim();
  // The number is before or after the day.
  const isNumberFirst = first !== null && (DAY.test(behind) || LIKE_DAY.test(behind));
  if (first !== null && behind === "") return { kind: "number", number: first };
  const from = isNumberFirst ? behind : words;
  const day = DAY.exec(from);
  const dated = day ? isoOf(day.groups ?? {}) : null;
  if (!day || dated === null) {
    const like = day?.[0] ?? LIKE_DAY.exec(from)?.[0];
    return like === undefined ? { kind: "words" } : { kind: "no-day", day: like };
  }
  const rest = from.slice(day[0].length).trim();
  if (isNumberFirst) return { kind: "day", dated, number: first, rest };
  const number = isUnnumbered ? null : (NUMBER.exec(rest)?.[0] ?? null);
  return { kind: "day", dated, number, rest: rest.slice(number?.length ?? 0).trim() };
}

function isoOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  const { month, day, year, iso, name, nameDay, nameYear } = groups;
  const named = MONTHS.indexOf(name?.toLowerCase() ?? "") + 1;
  const written =
    iso ??
    (name === undefined
      ? `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`
      : `${nameYear}-${String(named).padStart(2, "0")}-${nameDay?.padStart(2, "0")}`);
  return isIsoDate(written) ? written : null;
}

interface Days {
  readonly today: string;
  readonly filedOn: string | null;
}

/** Separates the entries that the docket can't take, with the reason. */
function sorted(
  found: readonly FoundEntry[],
  unread: readonly UnreadLine[],
  known: ReadonlySet<string>,
  days: Days,
): PastedSheet {
  const numbers = new Set(known);
  const entries: ImportedEntry[] = [];
  const left: UnreadLine[] = [...unread];
  for (const { line, parts, number, dated } of found) {
    const text = parts.join(" ").trim();
    const entry: ImportedEntry = { number, dated, text };
    const why =
      whyNot(entry, numbers, days) ?? (entries.length >= IMPORT_LIMITS.entries ? tooMany() : null);
    if (why === null) {
      if (number !== null) numbers.add(number);
      entries.push(entry);
    } else left.push({ line, words: [dated, number, text].filter(Boolean).join(" "), why });
  }
  return { entries, unread: left.toSorted((one, other) => one.line - other.line) };
}

const tooMany = () =>
  `One paste brings at most ${IMPORT_LIMITS.entries.toLocaleString("en-US")} entries; add these in another.`;

function whyNot(
  { number, dated, text }: ImportedEntry,
  numbers: ReadonlySet<string>,
  { today, filedOn }: Days,
): string | null {
  if (text === "") return "It has no words.";
  if (text.length > IMPORT_LIMITS.text) {
    return `It has ${text.length.toLocaleString("en-US")} characters, and an entry at most ${IMPORT_LIMITS.text.toLocaleString("en-US")}; divide it.`;
  }
  if (dated > today) return `${dated} is still to come.`;
  if (filedOn !== null && dated < filedOn) {
    return `The suit was filed on ${writtenDay(filedOn)}; nothing on its docket comes before that.`;
  }
  if (number !== null && numbers.has(number)) return `No. ${number} is on the docket already.`;
  return null;
}
