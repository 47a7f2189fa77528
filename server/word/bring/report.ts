import type { RevisedBlock, RevisedParagraph, Tracked } from "#app/document/word/revised.ts";
import { notKeptInWords, type NotKept } from "#server/word/read/not-kept.ts";
import type { WordFile } from "#server/word/read/word-file.ts";
import type { CountedAuthor, NotKeptLine, WordReport } from "./planned.ts";

/** Places of a kind that are named; of more the number is said. */
const PLACES = 8;
/** Characters of the words at a place. */
const WORDS = 60;

/** What is told of a file before anything else is known of it (W7, W8). */
export function reportOf(file: WordFile): WordReport {
  const { text, comments, notKept, title, code } = file;
  const numbers = new Map(file.numbers.map(({ id, label }) => [id, label]));
  const paragraphs = text.blocks.flatMap(paragraphsIn);
  return {
    title,
    code,
    paragraphs: paragraphs.length,
    words: paragraphs.reduce((sum, paragraph) => sum + wordsIn(paragraph), 0),
    changes: counted(changesIn(text.blocks).map((number) => text.revisions[number]?.author ?? "")),
    comments: counted(comments.map(({ author }) => author)),
    notKept: notKept.map((one) => notKeptLine(one, text.blocks, numbers)),
  };
}

function paragraphsIn(block: RevisedBlock): readonly RevisedParagraph[] {
  if (block.type === "paragraph") return [block];
  if (block.type !== "table") return [];
  return block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks));
}

function wordsIn({ content }: RevisedParagraph): number {
  const words = content.map(({ node }) => (node.type === "text" ? node.text : " ")).join("");
  return words.match(/\S+/gu)?.length ?? 0;
}

/** The revisions of the text's changes: what stands together of one revision is one change, as Word counts. */
function changesIn(blocks: readonly RevisedBlock[]): number[] {
  const changes: number[] = [];
  let last: readonly (number | null)[] = [];
  const add = ({ inserted, deleted }: Tracked, restyled: number | null = null) => {
    const now = [inserted, deleted, restyled];
    now.forEach((revision, kind) => {
      if (revision !== null && last[kind] !== revision) changes.push(revision);
    });
    last = now;
  };
  for (const block of blocks) {
    if (block.type !== "paragraph") {
      last = [];
      if (block.type === "other") add(block);
      else block.rows.forEach((row) => add(row));
    }
    for (const { content, mark, reshaped } of paragraphsIn(block)) {
      for (const piece of content) add(piece, piece.restyled?.revision ?? null);
      add(mark);
      if (reshaped) changes.push(reshaped.revision);
    }
  }
  return changes;
}

function counted(authors: readonly string[]): CountedAuthor[] {
  const counts = new Map<string, number>();
  for (const author of authors) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts].map(([author, count]) => ({ author, count }));
}

function notKeptLine(
  { kind, count, places }: NotKept,
  blocks: readonly RevisedBlock[],
  numbers: ReadonlyMap<string, string>,
): NotKeptLine {
  const named = places.slice(0, PLACES).map(({ block, words }) => {
    const said = words.length > WORDS ? `${words.slice(0, WORDS)}…` : words;
    const where = block === null ? "" : whereIn(blocks, block, numbers);
    return [where, said === "" ? "" : `“${said}”`].filter((part) => part !== "").join(" ");
  });
  const shown = [...new Set(named)].filter((place) => place !== "");
  const rest = places.length > PLACES ? [`and ${places.length - PLACES} more`] : [];
  return { what: notKeptInWords({ kind, count }), count, places: [...shown, ...rest] };
}

/** "¶ 14", by the number that the file prints; else "paragraph 3". */
function whereIn(
  blocks: readonly RevisedBlock[],
  index: number,
  numbers: ReadonlyMap<string, string>,
): string {
  const block = blocks[index];
  const label =
    block?.type === "paragraph" && block.id !== null ? numbers.get(block.id) : undefined;
  return label === undefined ? `paragraph ${index + 1}` : `¶ ${label.replace(/\.$/u, "")}`;
}
