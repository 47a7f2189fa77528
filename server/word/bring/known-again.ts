import type { ProseNode } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedOther,
  RevisedParagraph,
  RevisedPlace,
  Tracked,
} from "#app/document/word/revised.ts";
import type { DrawnPart, WordFile } from "#server/word/read/word-file.ts";
import { drawnLines } from "./drawn-lines.ts";
import { areToldWhole } from "./printed.ts";

/**
 * A file of ours whose styles and bookmarks are gone, as Google Docs hands it out, has captions, signature
 * blocks, exhibits and the opening of a letter as text, and a paragraph behind each table. What says what was
 * printed when it left is known again by that, also where somebody changed a line of it: that is told by the
 * words that stand there now. What has tracked changes, notes or fields, too few of its lines, or more that is new
 * than is told, stays text.
 * @param left the blocks that left.
 */
export function withPrintedKnown(
  file: WordFile,
  left: readonly ProseNode[],
  printed: readonly DrawnPart[] | null,
): WordFile {
  const { blocks } = file.text;
  if (!file.isOurs || blocks.some(({ key }) => key !== null)) return file;
  const lines = blocks.map(linesIn);
  const found: PrintedStretch[] = [];
  let from = 0;
  const wanted = missingIn(file, printed ?? []);
  const changed: ChangedPlace[] = [];
  for (let next = 0; next < wanted.length; next += 1) {
    let at = from;
    let match: PrintedMatch | null = null;
    while (at < blocks.length && (match = matchAt(lines, at, wanted, next)) === null) at += 1;
    const one = wanted[next];
    if (match === null && one) changed.push({ printed: one, from, behind: found.length });
    if (match === null) continue;
    found.push({ from: at, to: match.to, printed: wanted.slice(next, match.next) });
    from = match.to;
    next = match.next - 1;
  }
  found.push(...changedStretches(lines, changed, found));
  const all = hasEmptyBehindTable(left) ? found : [...found, ...gapsIn(blocks)];
  const inOrder = all.toSorted((one, other) => one.from - other.from);
  return inOrder.length === 0 ? file : replaced(file, inOrder);
}

/** Word needs a paragraph behind each table. */
function gapsIn(blocks: readonly RevisedBlock[]): PrintedStretch[] {
  return blocks.flatMap((block, index): PrintedStretch[] => {
    const isGap =
      blocks[index - 1]?.type === "table" &&
      block.type === "paragraph" &&
      block.content.length === 0 &&
      !isChangedIn(block);
    return isGap ? [{ from: index, to: index + 1, printed: [] }] : [];
  });
}

function hasEmptyBehindTable(left: readonly ProseNode[]): boolean {
  return left.some(
    ({ type, content = [] }, index) =>
      type === "block" && content.length === 0 && left[index - 1]?.type === "table",
  );
}

/** Printed words that nothing says exactly: they can stand between two stretches that were found. */
interface ChangedPlace {
  readonly printed: DrawnPart;
  /** The first block in which they can stand. */
  readonly from: number;
  /** How many stretches were found before it. */
  readonly behind: number;
}

/** Stretches that say most of what was printed, with the words that they have now. */
function changedStretches(
  lines: readonly (readonly string[] | null)[],
  places: readonly ChangedPlace[],
  found: readonly PrintedStretch[],
): PrintedStretch[] {
  let last = 0;
  return places.flatMap(({ printed, from, behind }): PrintedStretch[] => {
    const stretch = nearlyAt(
      lines.slice(0, found[behind]?.from ?? lines.length),
      Math.max(from, last),
      drawnLines(printed.words),
    );
    if (stretch === null) return [];
    last = stretch.to;
    const words = linesBetween(lines, stretch).join("\n");
    return [{ ...stretch, printed: [{ ...printed, words }] }];
  });
}

/** Of lines that were printed, and of those that stand there, so many in ten are the same. */
const KNOWN_IN_TEN = 7;
/** Fewer lines than these say too little. */
const FEWEST_LINES = 3;

/**
 * The blocks that have most of these lines: from one of them to another, and those beside that are like one
 * that is missing.
 */
function nearlyAt(
  lines: readonly (readonly string[] | null)[],
  from: number,
  wanted: readonly string[],
): LineSpan | null {
  if (wanted.length < FEWEST_LINES) return null;
  const exact = new Set(wanted);
  const isOfIt = lines.map((own) => own?.some((line) => exact.has(line)) ?? false);
  const likes: (boolean | undefined)[] = [];
  /** Nothing of the text itself is passed over. */
  const isOther = (at: number, own: readonly string[]) =>
    own.length > 0 &&
    !isOfIt[at] &&
    !(likes[at] ??= own.some((line) => wanted.some((one) => areLike(one, line))));
  let best: { from: number; to: number; known: number; said: number } | null = null;
  for (let start = from; start < lines.length; start += 1) {
    if (!isOfIt[start]) continue;
    const missing = new Lines(wanted);
    let said = 0;
    for (let end = start; said * KNOWN_IN_TEN <= wanted.length * 10; end += 1) {
      const own = lines[end];
      if (!own || isOther(end, own)) break;
      for (const line of own) {
        said += 1;
        missing.take(line);
      }
      const known = wanted.length - missing.count;
      if (!isOfIt[end] || known * 10 < Math.max(wanted.length, said) * KNOWN_IN_TEN) continue;
      // The most of its lines; of those that have as many, the shortest.
      const isBetter =
        best === null || (known === best.known ? said < best.said : known > best.known);
      if (isBetter) best = { from: start, to: end + 1, known, said };
    }
  }
  if (best === null) return null;
  const found = widened(best, lines, from, wanted);
  const { others } = comparedWith(wanted, linesBetween(lines, found));
  // A line that is there once more would be told by nothing.
  return areToldWhole(others) && !others.some((line) => exact.has(line)) ? found : null;
}

/** Lines, each as often as it is there. */
class Lines {
  readonly #counts = new Map<string, number>();
  count = 0;

  constructor(lines: readonly string[]) {
    for (const line of lines) this.#counts.set(line, (this.#counts.get(line) ?? 0) + 1);
    this.count = lines.length;
  }

  /** Takes one such line out, if one is there. */
  take(line: string): boolean {
    const count = this.#counts.get(line) ?? 0;
    if (count === 0) return false;
    this.#counts.set(line, count - 1);
    this.count -= 1;
    return true;
  }

  *[Symbol.iterator](): Generator<string> {
    for (const [line, count] of this.#counts) if (count > 0) yield line;
  }
}

interface LineSpan {
  readonly from: number;
  readonly to: number;
}

function linesBetween(
  lines: readonly (readonly string[] | null)[],
  { from, to }: LineSpan,
): string[] {
  return lines.slice(from, to).flatMap((own) => own ?? []);
}

/** Which of the lines are missing among those that stand there, and which stand there besides. */
function comparedWith(wanted: readonly string[], said: readonly string[]) {
  const missing = new Lines(wanted);
  const others = said.filter((line) => !missing.take(line));
  return { missing, others };
}

function widened(
  found: LineSpan,
  lines: readonly (readonly string[] | null)[],
  first: number,
  wanted: readonly string[],
): LineSpan {
  let { from, to } = found;
  const { missing, others } = comparedWith(wanted, linesBetween(lines, found));
  let room = missing.count - others.length;
  const takes = (own: readonly string[] | null | undefined) => {
    if (!own || own.length === 0 || own.length > room) return false;
    const likes = own.map((line) => [...missing].find((one) => areLike(one, line)));
    if (likes.includes(undefined)) return false;
    for (const like of likes) missing.take(like ?? "");
    room -= own.length;
    return true;
  };
  while (takes(lines[to])) to += 1;
  while (from > first && takes(lines[from - 1])) from -= 1;
  return { from, to };
}

/** Whether two lines share at least half of their words; a printed line is short. */
function areLike(one: string, other: string): boolean {
  if (other.length > 2 * one.length + 20) return false;
  const [words, others] = [one, other].map((line) => line.split(" "));
  const among = new Set(others);
  const shared = (words ?? []).filter((word) => among.has(word)).length;
  return shared * 2 >= Math.max(words?.length ?? 0, others?.length ?? 0);
}

interface PrintedMatch {
  /** Behind the last block, and the last one of what is printed, that belong together. */
  readonly to: number;
  readonly next: number;
}

/** Blocks that are what is printed, or nothing of the text. */
interface PrintedStretch {
  readonly from: number;
  readonly to: number;
  readonly printed: readonly DrawnPart[];
}

/** Words printed in the text, in order, of kinds of which the file has none. */
function missingIn({ drawn }: WordFile, printed: readonly DrawnPart[]): DrawnPart[] {
  const there = new Set(drawn.map(({ kind }) => kind));
  const some = printed.filter(
    ({ kind, words }) =>
      kind !== "header" && kind !== "footer" && !there.has(kind) && drawnLines(words).length > 0,
  );
  // The opening of a letter is no block, and stands before all that are.
  return some.toSorted((one, other) => Number(other.block === null) - Number(one.block === null));
}

/** Blocks from there on that say, line by line, what is printed next. */
function matchAt(
  lines: readonly (readonly string[] | null)[],
  from: number,
  printed: readonly DrawnPart[],
  first: number,
): PrintedMatch | null {
  const wanted: string[] = [];
  const said: string[] = [];
  let to = from;
  if ((lines[from]?.length ?? 0) === 0) return null;
  for (let next = first; next < printed.length; next += 1) {
    wanted.push(...drawnLines(printed[next]?.words ?? ""));
    while (said.length < wanted.length && to < lines.length) {
      const more = lines[to];
      if (!more) return null;
      said.push(...more);
      to += 1;
    }
    if (wanted.some((line, index) => said[index] !== line)) return null;
    if (said.length === wanted.length) return { to, next: next + 1 };
  }
  return null;
}

/** The lines of a block; null where somebody changed something in it. */
function linesIn(block: RevisedBlock): string[] | null {
  if (block.type === "other") return null;
  const rows = block.type === "table" ? block.rows : [];
  const paragraphs =
    block.type === "table"
      ? rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks))
      : [block];
  // Nothing that details print has a footnote, a field or a reference: somebody put it there.
  const isText = paragraphs.every(({ content }) =>
    content.every(({ node }) => node.type === "text" || node.type === "hardBreak"),
  );
  const isChanged = !isText || rows.some(isTouched) || paragraphs.some(isChangedIn);
  return isChanged ? null : paragraphs.flatMap(({ content }) => drawnLines(textOfContent(content)));
}

function isTouched({ inserted, deleted }: Tracked): boolean {
  return inserted !== null || deleted !== null;
}

function isChangedIn({ content, mark, reshaped }: RevisedParagraph): boolean {
  return reshaped !== null || isTouched(mark) || content.some(isTouched);
}

function textOfContent(content: readonly RevisedInline[]): string {
  return content.map(({ node }) => (node.type === "text" ? node.text : "\n")).join("");
}

function replaced(file: WordFile, found: readonly PrintedStretch[]): WordFile {
  const blocks: RevisedBlock[] = [];
  const drawn: DrawnPart[] = [];
  const nowAt: number[] = [];
  let at = 0;
  const keepUpTo = (end: number) => {
    for (; at < end; at += 1) {
      nowAt.push(blocks.length);
      const block = file.text.blocks[at];
      if (block) blocks.push(block);
    }
  };
  for (const { from, to, printed } of found) {
    keepUpTo(from);
    for (; at < to; at += 1) nowAt.push(blocks.length);
    for (const one of printed) {
      const node = nodeOf(one, `${PRINTED_ID}-${blocks.length}`);
      const block = node === null ? null : blocks.length;
      drawn.push({ ...one, block, isTracked: false });
      if (node) blocks.push({ type: "other", key: null, node, inserted: null, deleted: null });
    }
  }
  keepUpTo(file.text.blocks.length);
  const isFoundAt = (block: number) => found.some(({ from, to }) => block >= from && block < to);
  const place = (was: RevisedPlace): RevisedPlace => {
    const block = Math.min(nowAt[was.block] ?? 0, Math.max(0, blocks.length - 1));
    return isFoundAt(was.block) ? { block, cell: null, offset: 0 } : { ...was, block };
  };
  const moved = <T extends { readonly block: number | null }>(one: T): T => ({
    ...one,
    block: one.block === null ? null : (nowAt[one.block] ?? null),
  });
  return {
    ...file,
    text: { ...file.text, blocks },
    comments: file.comments.map((one) => ({ ...one, from: place(one.from), to: place(one.to) })),
    notKept: file.notKept.map((one) => ({ ...one, places: one.places.map(moved) })),
    drawn: [...file.drawn.map(moved), ...drawn],
    shown: file.shown.map(moved),
  };
}

/** No id that a reader makes. */
const PRINTED_ID = "word-printed";

function nodeOf({ kind }: DrawnPart, id: string): RevisedOther["node"] | null {
  if (kind === "signatureBlock") return { type: kind, attrs: { id, organization: null } };
  return kind === "caption" || kind === "exhibit" ? { type: kind, attrs: { id } } : null;
}
