import { trackedAuthors } from "#app/document/word/tracked-authors.ts";
import type { RevisedBlock, RevisedParagraph } from "#app/document/word/revised.ts";
import { notKeptLabel, type NotKept } from "#server/word/read/not-kept.ts";
import type { DrawnPart, WordFile } from "#server/word/read/word-file.ts";
import { boundedAuthors } from "./bounded.ts";
import { drawnLines } from "./drawn-lines.ts";
import type { CountedAuthor, NotKeptLine, WordReport } from "./planned.ts";

/** Places of a kind that are named; of more the number is said. */
const PLACES = 8;
/** Characters of the words at a place. */
const LONGEST_LINE = 60;

/** Tells of a file before anything else is known of it (W7, W8). */
export function reportOf(file: WordFile): WordReport {
  const { text, comments, notKept, title, code } = file;
  const numbers = new Map(file.numbers.map(({ id, label }) => [id, label]));
  const paragraphs = text.blocks.flatMap(paragraphsIn);
  return {
    title,
    code,
    paragraphs: paragraphs.length,
    words: paragraphs.reduce((sum, paragraph) => sum + wordCountOf(paragraph), 0),
    changes: boundedAuthors(
      trackedAuthors(text, () => true).map(({ author, changes }) => ({ author, count: changes })),
    ),
    comments: boundedAuthors(counted(comments.map(({ author }) => author))),
    notKept: notKept.map((one) => notKeptLine(one, text.blocks, numbers)),
    printed: printedLines(file),
  };
}

/** One of a kind that is printed from details, and several of it. */
const PRINTED: Readonly<Record<DrawnPart["kind"], readonly [one: string, several: string]>> = {
  caption: ["caption", "captions"],
  letterOpening: ["opening of a letter", "openings of letters"],
  signatureBlock: ["signature block", "signature blocks"],
  exhibit: ["exhibit’s slip", "exhibits’ slips"],
  header: ["header", "headers"],
  footer: ["footer", "footers"],
};

function printedLines({ drawn }: WordFile): NotKeptLine[] {
  const said = drawn.flatMap(({ kind, words }) => {
    const line = drawnLines(words).join(" / ");
    return line === "" ? [] : [{ kind, line }];
  });
  const kinds = [...new Set(said.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const all = said.filter((one) => one.kind === kind);
    const [one, several] = PRINTED[kind];
    const count = all.length;
    const places = all
      .slice(0, PLACES)
      .map(({ line }) =>
        line.length > LONGEST_LINE ? `“${line.slice(0, LONGEST_LINE)}…”` : `“${line}”`,
      );
    const rest = count > PLACES ? [`and ${count - PLACES} more`] : [];
    return { what: `${count} ${count === 1 ? one : several}`, count, places: [...places, ...rest] };
  });
}

function paragraphsIn(block: RevisedBlock): readonly RevisedParagraph[] {
  if (block.type === "paragraph") return [block];
  if (block.type !== "table") return [];
  return block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks));
}

function wordCountOf({ content }: RevisedParagraph): number {
  const words = content.map(({ node }) => (node.type === "text" ? node.text : " ")).join("");
  return words.match(/\S+/gu)?.length ?? 0;
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
    const said = words.length > LONGEST_LINE ? `${words.slice(0, LONGEST_LINE)}…` : words;
    const where = block === null ? "" : whereIn(blocks, block, numbers);
    return [where, said === "" ? "" : `“${said}”`].filter((part) => part !== "").join(" ");
  });
  const shown = [...new Set(named)].filter((place) => place !== "");
  const rest = places.length > PLACES ? [`and ${places.length - PLACES} more`] : [];
  return { what: notKeptLabel({ kind, count }), count, places: [...shown, ...rest] };
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
