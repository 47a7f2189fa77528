import { blockElement } from "#app/document/nodes/block.ts";
import { drawnPage, type DrawnPage } from "#app/document/rendering/drawn-page.ts";
import { element, escapeHtml } from "#app/document/rendering/element.ts";
import { nodeHtml, wordsHtml } from "#app/document/rendering/html.ts";
import type { BlockKind, BlockShape } from "#app/document/nodes/kinds.ts";
import { changedRuns, type NumberedChanges } from "./changes.ts";
import {
  isChanged,
  type WordChange,
  type RedlinePiece,
  type BlockChange,
  type Redline,
} from "./redline.ts";
import type { RedlineBlock, RedlineTable, RedlineText } from "./redline.ts";

/** How many unchanged blocks around a change stay visible. */
const AROUND = 1;
/** Shorter runs of unchanged blocks are not folded. */
const WORTH_FOLDING = 3;

/** The compared pages: numbers and references are rendered as on each. */
interface ComparedPages {
  readonly before: DrawnPage;
  readonly after: DrawnPage;
}

/** The input of a drawn redline: where its changes begin, for whoever walks through them. */
interface RedlineDrawing {
  readonly pages: ComparedPages;
  readonly numbers: Pick<NumberedChanges, "numberOf"> | null;
  /** Which side is drawn where both stand side by side; null for both in one. */
  readonly side: RedlineSide | null;
}

type RedlineSide = "before" | "after";

/**
 * A redline as safe HTML, with `<ins>` and `<del>` and, for screen readers, the same in words;
 * unchanged runs are folded. With `numbers`, each change has the id `change-N`.
 */
export function redlineToHtml(
  redline: Redline,
  pages: ComparedPages = NO_PAGES,
  numbers: NumberedChanges | null = null,
): string {
  return inFolds(redline, (block) => blockHtml(block, { pages, numbers, side: null }));
}

/**
 * Both texts beside each other as safe HTML: a row for each block with what it was and what it is, so that
 * paragraphs stay aligned and both scroll as one.
 */
export function redlineToSides(
  redline: Redline,
  pages: ComparedPages = NO_PAGES,
  numbers: NumberedChanges | null = null,
): string {
  return inFolds(redline, (block) => {
    const side = (which: RedlineSide) => {
      const drawn = isOnSide(block, which) ? blockHtml(block, { pages, numbers, side: which }) : "";
      return element("div", { class: "redline-side", "data-side": which }, drawn);
    };
    return element("div", { class: "redline-row" }, side("before") + side("after"));
  });
}

function isOnSide({ place }: RedlineBlock, side: RedlineSide): boolean {
  if (place === "stays") return true;
  const isOld = place === "deleted" || place === "moved-away";
  return isOld === (side === "before");
}

function inFolds({ blocks }: Redline, draw: (block: RedlineBlock) => string): string {
  const near = blocks.map((_, index) =>
    blocks.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(isChanged),
  );
  let html = "";
  for (let from = 0; from < blocks.length;) {
    let end = from;
    while (end < blocks.length && near[end] === near[from]) end += 1;
    const drawn = blocks.slice(from, end).map(draw).join("");
    const fold = !near[from] && end - from >= WORTH_FOLDING;
    html += fold ? folded(end - from, drawn) : drawn;
    from = end;
  }
  return html;
}

const NOWHERE = drawnPage({ type: "doc", content: [] });
const NO_PAGES: ComparedPages = { before: NOWHERE, after: NOWHERE };

function folded(count: number, drawn: string): string {
  const summary = element("summary", {}, `${count} paragraphs without changes`);
  return element("details", { class: "redline-unchanged" }, summary + drawn);
}

/** The label of a block that was moved, inserted or deleted; null where it stays. */
function changeLabel(block: RedlineBlock): string | null {
  const name = nameOf(block);
  switch (block.place) {
    case "stays":
      return null;
    case "inserted":
      return `New ${name}`;
    case "deleted":
      return `Deleted ${name}`;
    case "moved-here":
      return "Moved here";
    case "moved-away":
      return "Moved from here";
  }
}

const OTHERS: Readonly<Record<string, string>> = {
  pageBreak: "page break",
  caption: "caption",
  signatureBlock: "signature block",
  exhibit: "exhibit",
};

function nameOf(block: RedlineBlock): string {
  if (block.type === "table") return "table";
  return block.type === "text" ? "paragraph" : (OTHERS[block.node.type] ?? "part");
}

/** Says above a block that it is new, gone, moved or of another kind; null for nothing. */
export function blockNote(block: RedlineBlock): string | null {
  const words = [changeLabel(block), reshaped(block)].filter((word) => word !== null);
  return words.length > 0 ? words.join(" · ") : null;
}

function blockHtml(block: RedlineBlock, drawing: RedlineDrawing): string {
  const drawn = drawBlock(block, drawing);
  if (!isChanged(block)) return drawn;
  const words = drawing.side === "before" && block.place === "stays" ? null : blockNote(block);
  const note = words === null ? "" : element("p", { class: "redline-note" }, escapeHtml(words));
  const attributes = {
    class: `redline-block redline-${block.place}`,
    ...numberOf(block, drawing),
  };
  return element("div", attributes, note + drawn);
}

/** The attributes of what begins a change: its number, and where it stands once, the id that links lead to. */
function numberOf(
  part: Parameters<NumberedChanges["numberOf"]>[0],
  { numbers, side }: RedlineDrawing,
): Record<string, string> {
  const number = numbers?.numberOf(part);
  if (number === undefined) return {};
  const data = { "data-change": String(number), tabindex: "-1" };
  return side === null ? { id: `change-${number}`, ...data } : data;
}

function drawBlock(block: RedlineBlock, drawing: RedlineDrawing): string {
  switch (block.type) {
    case "text":
      return textHtml(block, drawing);
    case "table":
      return tableHtml(block, drawing);
    case "other":
      return nodeHtml(block.node, sideOf(block.place, drawing));
  }
}

/** Deleted content is rendered as on its own page. */
function sideOf(change: BlockChange | WordChange, { pages, side }: RedlineDrawing): DrawnPage {
  const { before, after } = pages;
  if (side !== null) return pages[side];
  return change === "deleted" || change === "moved-away" ? before : after;
}

function textHtml(block: RedlineText, drawing: RedlineDrawing): string {
  const { label, oldLabel, was, pieces, place } = block;
  const isOld = drawing.side === "before";
  const shape = isOld && was !== null ? was : block.shape;
  const number = isOld ? oldLabel : label;
  const { tag, attributes, inner } = blockElement(shape, null);
  const outer = number === null ? attributes : { ...attributes, "data-number": number };
  const { pages } = drawing;
  const away =
    place === "moved-away" ? { ...drawing, pages: { ...pages, after: pages.before } } : drawing;
  const words = piecesHtml(pieces, away) || "<br>";
  return element(tag, outer, inner ? element(inner.tag, inner.attributes, words) : words);
}

function tableHtml({ rows }: RedlineTable, drawing: RedlineDrawing): string {
  const { side } = drawing;
  const shown = rows.filter(
    ({ place }) =>
      side === null || place === "stays" || (place === "deleted") === (side === "before"),
  );
  const drawn = shown.map((row) => {
    const { place, cells } = row;
    const inRow = cells.map(({ head, pieces }) =>
      element(head ? "th" : "td", {}, piecesHtml(pieces, drawing)),
    );
    const attributes: Record<string, string> = numberOf(row, drawing);
    if (place !== "stays") attributes["class"] = `redline-${place}`;
    return element("tr", attributes, inRow.join(""));
  });
  return element("table", {}, element("tbody", {}, drawn.join("")));
}

function piecesHtml(pieces: readonly RedlinePiece[], drawing: RedlineDrawing): string {
  const begun = new Set<unknown>();
  const { side, numbers } = drawing;
  const absent: WordChange | null =
    side === null ? null : side === "before" ? "inserted" : "deleted";
  const draw = (some: readonly RedlinePiece[]) =>
    some
      .filter(({ change }) => change !== absent)
      .map((piece) => pieceHtml(piece, drawing, begun))
      .join("");
  if (numbers === null) return draw(pieces);
  let html = "";
  const runs = changedRuns(pieces);
  let from = 0;
  for (const run of runs) {
    const [first] = run;
    if (!first) continue;
    const start = pieces.indexOf(first, from);
    html += draw(pieces.slice(from, start));
    const attributes = numberOf(first, drawing);
    const words = draw(run);
    // Of words that were only put in, the earlier side shows where: an empty place to go to.
    html += attributes["data-change"]
      ? element("span", { class: "redline-change", ...attributes }, words)
      : words;
    from = start + run.length;
  }
  return html + draw(pieces.slice(from));
}

const SPOKEN: Readonly<Record<Exclude<WordChange, "same">, readonly [string, string]>> = {
  inserted: ["[added: ", "]"],
  deleted: ["[deleted: ", "]"],
  restyled: ["[marked otherwise: ", "]"],
};

/** @param begun the ids of footnotes of which a part was rendered already. */
function pieceHtml(
  { change, nodes }: RedlinePiece,
  drawing: RedlineDrawing,
  begun: Set<unknown>,
): string {
  const parts = nodes.map((node) => {
    if (node.type !== "footnote") return node;
    const id = node.attrs?.id;
    const continued = begun.has(id);
    begun.add(id);
    return continued ? { ...node, attrs: { ...node.attrs, continued } } : node;
  });
  const words = wordsHtml(parts, sideOf(change, drawing));
  if (change === "same") return words;
  const [before, after] = SPOKEN[change];
  const spoken = `${screenReaderText(before)}${words}${screenReaderText(after)}`;
  if (change === "inserted") return element("ins", {}, spoken);
  if (change === "deleted") return element("del", {}, spoken);
  return element("span", { class: "redline-restyled" }, spoken);
}

/** Text for screen readers, which seldom announce insertions and deletions. */
function screenReaderText(words: string): string {
  return element("span", { class: "sr-only" }, words);
}

const KIND_NAME: Readonly<Record<BlockKind, string>> = {
  body: "a paragraph",
  heading: "a heading",
  bullet: "a bullet",
  ordered: "a list item",
  quote: "a quotation",
  numbered: "a numbered paragraph",
  requestItem: "a requested record",
};

function reshaped(block: RedlineBlock): string | null {
  if (block.type !== "text" || block.was === null) return null;
  const { was, shape } = block;
  if (was.kind === shape.kind) return `Was at level ${was.level}, is at level ${shape.level}`;
  return `Was ${shapeName(was)}, is ${shapeName(shape)}`;
}

/** A kind and level in words: "a heading of level 2". */
export function shapeName({ kind, level }: BlockShape): string {
  return level > 1 ? `${KIND_NAME[kind]} of level ${level}` : KIND_NAME[kind];
}
