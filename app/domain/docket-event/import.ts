import { thousands } from "#app/domain/thousands.ts";
import { isIsoDate, writtenDay } from "#app/domain/dates.ts";
import { IMPORT_LIMITS } from "./import-limits.ts";
import { receiptsIn } from "./receipt.ts";

/** One entry of a pasted docket sheet. */
export interface ImportedEntry {
  /** As the court writes it; null where the entry has none. */
  readonly number: string | null;
  /** ISO day. */
  readonly dated: string;
  readonly text: string;
  /** The number of the pasted line with which it begins, from 1. */
  readonly line: number;
}

/** Pasted text that is no entry, with the reason. */
export interface UnrecognizedLine {
  /** The number of the pasted line, from 1. */
  readonly line: number;
  readonly words: string;
  readonly why: string;
}

interface PastedSheet {
  readonly entries: readonly ImportedEntry[];
  readonly unread: readonly UnrecognizedLine[];
}

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
const BUTTONS =
  /^(?:main doc(?:ument)?|att(?:achment)? \d+|buy on pacer|download(?: pdf)?|\(\d+ pgs?(?:; \d+ docs?)?\))$/iu;

/**
 * Parses a docket sheet as courts print it and web pages show it, pasted as text: a day, a number
 * and words, in columns, in one line or below each other; or notices of electronic filing. Lines
 * without a day continue the entry before, and so do wrapped ones that begin with one; numbers stay
 * as the court wrote them. What can't be parsed is reported with its line, and nothing is truncated.
 * @param known what is on the docket, by `keyOfEntry`.
 * @param today ISO day: a later entry is an error.
 * @param filedOn ISO day on which the suit was filed: an earlier entry is an error; null for unknown.
 * @param most how many entries are taken.
 */
export function readDocketSheet(
  pasted: string,
  known: ReadonlySet<string>,
  today: string,
  filedOn: string | null = null,
  most: number = IMPORT_LIMITS.entries,
): PastedSheet {
  const entries: FoundEntry[] = [];
  const unread: UnrecognizedLine[] = [];
  let pending: { readonly number: string; readonly line: number } | null = null;
  const goOn = (words: string, line: number) => {
    const last = entries.at(-1);
    if (!last) unread.push({ line, words, why: "It stands before the first entry with a day." });
    else last.parts.push(words);
  };
  const { before, receipts } = receiptsIn(linesOf(pasted));
  for (const { line, words, raw } of before) {
    const start: StartOfEntry = startOf(words, hasNoNumber(raw));
    const last = entries.at(-1);
    if (start.kind === "number") {
      if (pending) goOn(pending.number, pending.line);
      pending = null;
      // A number on a line of its own belongs to the day above it that has nothing yet, or to the day
      // below it, or else to the text above.
      if (last?.number === null && last.parts.join("") === "") last.number = start.number;
      else pending = { number: start.number, line };
      continue;
    }
    if (start.kind === "words" || (last && !pending && isWrapped(raw, start, last))) {
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
    const isInColumns = raw.includes("\t");
    entries.push({ number, dated: start.dated, parts: [start.rest], line, isInColumns });
  }
  if (pending) goOn(pending.number, pending.line);
  for (const { line, number, day, text } of receipts) {
    const dated = isoOf(DAY.exec(day)?.groups ?? {});
    const words = text.join(" ");
    if (dated === null) {
      unread.push({ line, words, why: "The notice of electronic filing names no day of filing." });
    } else entries.push({ number, dated, parts: [words], line, isInColumns: false });
  }
  return sorted(entries, unread, known, { today, filedOn, most });
}

/**
 * An entry while lines still continue it: its words are joined once, since a text that grows by a line
 * is copied with each.
 */
interface FoundEntry extends Omit<ImportedEntry, "text" | "number"> {
  number: string | null;
  readonly parts: string[];
  /** Whether day, number and words are in columns. */
  readonly isInColumns: boolean;
}

/** The lines that have words, without heads and buttons. */
function linesOf(pasted: string) {
  return pasted.split(/\r?\n/u).flatMap((raw, index) => {
    const words = raw.replaceAll(/\s+/gu, " ").trim();
    const isLeftOut = words === "" || HEAD.test(words) || BUTTONS.test(words);
    return isLeftOut ? [] : [{ line: index + 1, words, raw }];
  });
}

/** Words that more follow, as "conference set for" does. */
const GOES_ON =
  /(?:\b(?:by|on|for|to|at|until|from|before|after|through|and|or|of|due|dated|filed|entered|signed|set|than|is|was)|[,(:–])$/iu;
/** Behind a day within a sentence: an hour, a comma, a small letter. */
const IN_SENTENCE = /^(?:\d{1,2}:\d{2}\b|[a-z,;.)])/u;

/** Whether a line that begins with a day goes on with the entry above: its sentence was wrapped. */
function isWrapped(raw: string, start: StartOfEntry, last: FoundEntry): boolean {
  if (start.kind !== "day" && start.kind !== "no-day") return false;
  if (raw.trim().includes("\t")) return false;
  const above = last.parts.at(-1) ?? "";
  if (start.kind === "no-day") return GOES_ON.test(above) && !NUMBER.test(start.rest);
  // A number makes it an entry, unless it is one of the sentence: "by 12/10/2022 2 copies".
  if (start.number !== null) return GOES_ON.test(above) && /^[a-z]/u.test(start.rest);
  if (start.rest === "") return GOES_ON.test(above);
  return GOES_ON.test(above) || IN_SENTENCE.test(start.rest) || last.isInColumns;
}

type StartOfEntry =
  | {
      readonly kind: "day";
      readonly dated: string;
      readonly number: string | null;
      readonly rest: string;
    }
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "no-day"; readonly day: string; readonly rest: string }
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
    if (like === undefined) return { kind: "words" };
    return { kind: "no-day", day: like, rest: from.slice(like.length).trim() };
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

interface Bounds {
  readonly today: string;
  readonly filedOn: string | null;
  readonly most: number;
}

/** Separates the entries that the docket can't take, with the reason. */
function sorted(
  found: readonly FoundEntry[],
  unread: readonly UnrecognizedLine[],
  known: ReadonlySet<string>,
  bounds: Bounds,
): PastedSheet {
  const numbers = new Set(known);
  const entries: ImportedEntry[] = [];
  const left: UnrecognizedLine[] = [...unread];
  for (const { line, parts, number, dated } of found) {
    const text = parts.join(" ").trim();
    const entry: ImportedEntry = { number, dated, text, line };
    const why =
      whyNot(entry, numbers, bounds) ?? (entries.length >= bounds.most ? tooMany() : null);
    if (why === null) {
      if (number !== null) numbers.add(number);
      entries.push(entry);
    } else left.push({ line, words: [dated, number, text].filter(Boolean).join(" "), why });
  }
  return { entries, unread: left.toSorted((one, other) => one.line - other.line) };
}

/** An entry as a second paste knows it: by its number, or by its day and words. */
export const keyOfEntry = ({
  number,
  dated,
  text,
}: {
  readonly number: string | null;
  readonly dated: string | null;
  readonly text: string;
}) => number ?? `${dated} ${text}`;

const tooMany = () =>
  `One paste brings at most ${thousands(IMPORT_LIMITS.entries)} entries; add these in another.`;

function whyNot(
  { number, dated, text }: ImportedEntry,
  known: ReadonlySet<string>,
  { today, filedOn }: Bounds,
): string | null {
  if (text === "") return "It has no words.";
  if (text.length > IMPORT_LIMITS.text) {
    return `It has ${thousands(text.length)} characters, and an entry at most ${thousands(IMPORT_LIMITS.text)}; divide it.`;
  }
  if (dated > today) return `${dated} is still to come.`;
  if (filedOn !== null && dated < filedOn) {
    return `The suit was filed on ${writtenDay(filedOn)}; nothing on its docket comes before that (FRCP 3).`;
  }
  if (!known.has(keyOfEntry({ number, dated, text }))) return null;
  const which = number === null ? "An entry of that day with these words" : `No. ${number}`;
  return `${which} is on the docket already.`;
}
