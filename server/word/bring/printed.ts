import type { ProseNode } from "#app/document/prose.ts";
import { revisedOf } from "#app/document/word/revised-from.ts";
import { readWord } from "#server/word/read/index.ts";
import type { DrawnPart, WordFile } from "#server/word/read/word-file.ts";
import { writeWord } from "#server/word/write/index.ts";
import { drawnLines } from "./drawn-lines.ts";
import type { LeftOutChange } from "./planned.ts";
import type { ComparedWith } from "./task.ts";

/** Words that a file had where details are printed, as it left; null where that is not known. */
export async function printedWhenItLeft({
  sent,
  page,
}: Pick<ComparedWith, "sent" | "page">): Promise<readonly DrawnPart[] | null> {
  if (!page) return null;
  const content = sent.blocks.flatMap(({ node }) => (isPrinted(node) ? [node] : []));
  const bytes = await writeWord({
    title: "",
    language: "en-US",
    profile: page.layoutProfile,
    pageDetails: page,
    text: revisedOf({ type: "doc", content }),
    comments: [],
    key: { code: ANY_CODE, isVisible: false },
  });
  const read = await readWord(bytes);
  return read.ok ? read.value.drawn : null;
}

/** Of a file that is read at once, and handed to nobody. */
const ANY_CODE = "printed1";

function isPrinted({ type }: ProseNode): boolean {
  return type === "caption" || type === "signatureBlock" || type === "exhibit";
}

const WHERE: Readonly<Record<DrawnPart["kind"], string>> = {
  caption: "the caption",
  signatureBlock: "a signature block",
  exhibit: "an exhibit’s slip",
  letterOpening: "the opening of the letter",
  header: "the page’s header",
  footer: "the page’s footer",
};

/** A change where details are printed. */
interface PrintedChange extends LeftOutChange {
  readonly isTracked: boolean;
}

/**
 * Words that somebody changed where details are printed: no suggestion can hold them, so that each is told.
 * Lines are compared whatever their order, since what they stand in may have moved.
 */
export function changedWhereDetailsPrint(
  { text, drawn, isOurs }: Pick<WordFile, "text" | "drawn" | "isOurs">,
  printed: readonly DrawnPart[],
): PrintedChange[] {
  if (!isOurs) return [];
  const isTouched = ({ block }: DrawnPart) => {
    const node = block === null ? undefined : text.blocks[block];
    return node?.type === "other" && (node.inserted !== null || node.deleted !== null);
  };
  const there = drawn.filter((one) => !isTouched(one));
  const areLettersMoved = drawn.length > there.length;
  return KINDS.flatMap((kind): PrintedChange[] => {
    const isKind = (one: DrawnPart) => one.kind === kind;
    const [before, now] = [printed.filter(isKind), there.filter(isKind)].map(
      (some) => new Set(some.flatMap(({ words }) => linesOf(words, kind, areLettersMoved))),
    );
    if (!before || !now) return [];
    const added = [...now].filter((line) => !before.has(line));
    // Whole removals are told as such.
    const isWhole = there.filter(isKind).length < printed.filter(isKind).length;
    const gone = isWhole ? [] : [...before].filter((line) => !now.has(line));
    if (added.length === 0 && gone.length === 0) return [];
    const isTracked = there.some((one) => isKind(one) && one.isTracked);
    return [{ where: WHERE[kind], why: changeSentence(added, gone), isTracked }];
  });
}

const KINDS = [
  "caption",
  "letterOpening",
  "signatureBlock",
  "exhibit",
  "header",
  "footer",
] as const satisfies readonly DrawnPart["kind"][];

/** Lines of a place that are named, and characters of all of them. */
const LINES = 6;
const CHARACTERS = 300;

function changeSentence(added: readonly string[], gone: readonly string[]): string {
  const [now, before] = [quoted(added), quoted(gone)];
  const what =
    added.length === 0
      ? `${before} was taken out`
      : gone.length === 0
        ? `${now} was written there`
        : `${now} was written there in place of ${before}`;
  return `${what}. The document’s details are printed there; change those if it is to stay`;
}

/** Whether lines that were written there are told with all their words. */
export function areToldWhole(lines: readonly string[]): boolean {
  return lines.length <= LINES && lines.join(" / ").length <= CHARACTERS;
}

function quoted(lines: readonly string[]): string {
  const words = lines.slice(0, LINES).join(" / ");
  return `“${words.slice(0, CHARACTERS)}${areToldWhole(lines) ? "" : "…"}”`;
}

function linesOf(words: string, kind: DrawnPart["kind"], areLettersMoved: boolean): string[] {
  const lines = drawnLines(words);
  if (kind !== "exhibit" || !areLettersMoved) return lines;
  return lines.map((line) => line.replace(/^Exhibit [A-Z]+/u, "")).filter((line) => line !== "");
}
