import { strFromU8, unzipSync } from "fflate";
import type { RevisedBlock, RevisedInline } from "#app/document/word/revised.ts";
import type { WordFile } from "#server/word/read/word-file.ts";
import { elementsIn, parsed, type PartElement } from "./docx-parts.ts";

/**
 * Words that a file's text has and that our reading of it neither keeps nor tells: those of `w:t` and
 * `w:delText`, counted, against the text, what it prints and what is not kept.
 */
export function lostWords(bytes: Uint8Array, file: WordFile): string[] {
  const ours = [
    ...file.text.blocks.flatMap(linesIn),
    ...file.notKept.flatMap(({ places }) => places.map(({ words }) => words)),
    ...file.drawn.map(({ words }) => words),
    ...file.shown.map(({ words }) => words),
    ...file.numbers.map(({ label }) => label),
  ];
  const left = new Map<string, number>();
  for (const word of ours.flatMap(wordsIn)) left.set(word, (left.get(word) ?? 0) + 1);
  const all = lettersOf(ours.join(""));
  return linesOfText(bytes)
    .flatMap(wordsIn)
    .filter((word) => {
      const count = left.get(word) ?? 0;
      if (count > 0) left.set(word, count - 1);
      // Cut otherwise than in the file: by what is hidden between its letters, or by a number that goes.
      return count === 0 && !(word.length > LONG && all.includes(word));
    });
}

/** Letters that stand together in two texts by chance at most. */
const LONG = 6;

const wordsIn = (line: string): string[] => line.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
const lettersOf = (line: string): string => wordsIn(line).join("");

function linesIn(block: RevisedBlock): string[] {
  if (block.type === "paragraph") return [wordsOfAll(block.content)];
  if (block.type === "other") return [];
  return block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks.flatMap(linesIn)));
}

function wordsOfAll(content: readonly RevisedInline[]): string {
  return content
    .map(({ node, note }) => {
      if (note) return ` ${wordsOfAll(note)} `;
      return node.type === "text" ? node.text : " ";
    })
    .join("");
}

function linesOfText(bytes: Uint8Array): string[] {
  const parts = unzipSync(bytes);
  const named = strFromU8(parts["_rels/.rels"] ?? new Uint8Array());
  const [relationship = ""] = named.match(/<[^<>]*\/officeDocument"[^<>]*>/u) ?? [];
  const target = /Target="\/?([^"]*)"/u.exec(relationship)?.[1] ?? "word/document.xml";
  const document = parts[target];
  if (document === undefined) throw new Error(`the file has no ${target}`);
  return lines(parsed(strFromU8(document)));
}

/** The words of each paragraph; of a box in it, on a line of its own. */
function lines(root: PartElement): string[] {
  const found: string[] = [];
  const read = (element: PartElement): string => {
    const { name, children } = element;
    // The same, as older programs see it.
    if (name === "mc:Fallback") return "";
    if (name === "w:t" || name === "w:delText") return children.join("");
    const within = elementsIn(element).map(read).join("");
    if (name !== "w:p") return GAPS.has(name) ? " " : within;
    found.push(within);
    return " ";
  };
  found.push(read(root));
  return found;
}

const GAPS: ReadonlySet<string> = new Set([
  "w:tab",
  "w:ptab",
  "w:br",
  "w:cr",
  "w:noBreakHyphen",
  "w:softHyphen",
  "w:sym",
  "w:footnoteReference",
  "w:endnoteReference",
]);
