import type { LetterSpan, NumberedChange } from "#app/document/redline/changes.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import type { ChangeWriters, HistoryRow, RedlineHistory } from "./redline-task.ts";
import {
  BlocksOfLetters,
  commitsOf,
  lettersAt,
  type BlockLetters,
  type CommitsOfIds,
} from "./written-letters.ts";

/** No author is known. */
const UNKNOWN: ChangeWriters = { people: [], at: null, isWhole: false };

/** Looks up the authors of a change. */
type WritersOf = (change: NumberedChange) => ChangeWriters;

export const nobodyKnown: WritersOf = () => UNKNOWN;

/**
 * Determines the authors of each change from the authorship of the commits between the two texts
 * (R9): those who inserted the new letters, and those who deleted the missing ones. If only one
 * person wrote between them, everything is theirs; if letters can't be found any more, the result
 * says so.
 */
export function writersBetween(
  before: ProseJSON,
  after: ProseJSON,
  history: RedlineHistory,
): WritersOf {
  const { from, to } = history;
  const between = history.rows.filter(({ sequence }) => sequence > from && sequence <= to);
  const writers = new Set(between.map(({ person }) => person));
  const [only] = writers;
  if (only !== undefined && writers.size === 1) {
    const at = Math.max(...between.slice(-1).map((row) => row.at));
    return () => ({ people: [only], at, isWhole: true });
  }
  if (writers.size === 0) return nobodyKnown;
  const isBetween = ({ sequence }: HistoryRow) => sequence > from && sequence <= to;
  const commits = commitsOf(history.rows);
  const old = lettersAt(history.before, from, commits);
  const now = lettersAt(history.after, to, commits);
  const [blocksThen, blocksNow] = [
    new BlocksOfLetters(old.values()),
    new BlocksOfLetters(now.values()),
  ];
  /**
   * For a letter that is in both texts, but in another block: the author who split or joined the
   * blocks.
   */
  const movedBy = (client: number, clock: number): HistoryRow | null => {
    const then = blocksThen.find(client, clock)?.marker;
    const later = blocksNow.find(client, clock)?.marker;
    const split = later && commits.inserted.find(later.client, later.clock).row;
    if (split && isBetween(split)) return split;
    return (then && commits.deleted.find(then.client, then.clock).row) ?? null;
  };
  const letterCommit = (of: CommitsOfIds) => (client: number, clock: number) => {
    const { row, until } = of.find(client, clock);
    return row && isBetween(row) ? { row, until } : { row: movedBy(client, clock), until };
  };
  const sides = {
    before: {
      words: lettersOfBlocks(before),
      letters: old,
      commitOf: letterCommit(commits.deleted),
    },
    after: {
      words: lettersOfBlocks(after),
      letters: now,
      commitOf: letterCommit(commits.inserted),
    },
  };
  return (change) => {
    const found = [
      ...(change.before ? rowsOf(change.before, sides.before) : []),
      ...(change.after ? rowsOf(change.after, sides.after) : []),
    ];
    const rows = found.filter((row): row is HistoryRow => row !== null && isBetween(row));
    const people = [...new Set(rows.map(({ person }) => person))];
    const last = rows.reduce((latest, { at }) => Math.max(latest, at), 0);
    return {
      people,
      at: people.length > 0 ? last : null,
      // In a moved block, words that existed before count as known.
      isWhole: people.length > 0 && (rows.length === found.length || change.kind === "moved-here"),
    };
  };
}

interface WriterSide {
  /** The letters of each block of the compared text. */
  readonly words: ReadonlyMap<string, string>;
  readonly letters: ReadonlyMap<string, BlockLetters>;
  readonly commitOf: CommitsOfIds["find"];
}

/** The commits of a span's letters; null for letters that can't be found. */
function rowsOf({ blockId, from, to }: LetterSpan, side: WriterSide): (HistoryRow | null)[] {
  const words = side.words.get(blockId);
  const found = side.letters.get(blockId);
  if (words === undefined || !found) return [null];
  const rows: (HistoryRow | null)[] = [];
  for (const [start, end] of placesIn(words, found.text, from, to)) {
    if (start === null) {
      rows.push(null);
      continue;
    }
    let at = 0;
    for (const { client, clock, length } of found.runs) {
      const first = Math.max(start, at);
      const last = Math.min(end, at + length);
      for (let place = first; place < last;) {
        const { row, until } = side.commitOf(client, clock + place - at);
        rows.push(row);
        place += Math.max(1, until - (clock + place - at));
      }
      at += length;
    }
  }
  return rows;
}

/**
 * The position of a span of the compared text within the found letters. They are equal unless some
 * letters could not be found: then only the common beginning and end are mapped, and null stands
 * for the rest.
 */
function placesIn(
  words: string,
  found: string,
  from: number,
  to: number,
): (readonly [number, number] | readonly [null, null])[] {
  if (words === found) return [[from, to]];
  const shorter = Math.min(words.length, found.length);
  let head = 0;
  while (head < shorter && words.charCodeAt(head) === found.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    words.charCodeAt(words.length - 1 - tail) === found.charCodeAt(found.length - 1 - tail)
  ) {
    tail += 1;
  }
  const places: (readonly [number, number] | readonly [null, null])[] = [];
  if (from < head) places.push([from, Math.min(to, head)]);
  if (to > head && from < words.length - tail) places.push([null, null]);
  const begins = Math.max(from, words.length - tail);
  const moved = found.length - words.length;
  if (begins < to) places.push([begins + moved, to + moved]);
  return places;
}

/** The letters of each text block outside tables, with those of its footnotes. */
function lettersOfBlocks({ content }: ProseJSON): Map<string, string> {
  const letters = ({ text = "", content: inner = [] }: ProseNode): string =>
    text + inner.map(letters).join("");
  return new Map(
    content.flatMap((node) => {
      const id = node.attrs?.id;
      return typeof id === "string" ? [[id, letters(node)] as const] : [];
    }),
  );
}
