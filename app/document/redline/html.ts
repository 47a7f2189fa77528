import { blockElement } from "#app/document/nodes/block.ts";
import { drawnPage, type DrawnPage } from "#app/document/rendering/drawn-page.ts";
import { element, escapeHtml } from "#app/document/rendering/element.ts";
import { nodeHtml, wordsHtml } from "#app/document/rendering/html.ts";
import type { BlockKind, BlockShape } from "#app/document/nodes/kinds.ts";
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
export interface ComparedPages {
  readonly before: DrawnPage;
  readonly after: DrawnPage;
}

/**
 * A redline as safe HTML, with `<ins>` and `<del>` and, for screen readers, the same in words;
 * unchanged runs are folded.
 */
export function redlineToHtml({ blocks }: Redline, pages: ComparedPages = NO_PAGES): string {
  const near = blocks.map((_, index) =>
    blocks.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(isChanged),
  );
  let html = "";
  for (let from = 0; from < blocks.length;) {
    let end = from;
    while (end < blocks.length && near[end] === near[from]) end += 1;
    const drawn = blocks
      .slice(from, end)
      .map((block) => blockHtml(block, pages))
      .join("");
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

function blockHtml(block: RedlineBlock, pages: ComparedPages): string {
  const words = [changeLabel(block), reshaped(block)].filter((word) => word !== null);
  const note =
    words.length > 0 ? element("p", { class: "redline-note" }, escapeHtml(words.join(" · "))) : "";
  const drawn = drawBlock(block, pages);
  const changed = isChanged(block);
  if (!changed) return drawn;
  return element("div", { class: `redline-block redline-${block.place}` }, note + drawn);
}

function drawBlock(block: RedlineBlock, pages: ComparedPages): string {
  switch (block.type) {
    case "text":
      return textHtml(block, pages);
    case "table":
      return tableHtml(block, pages);
    case "other":
      return nodeHtml(block.node, sideOf(block.place, pages));
  }
}

/** Deleted content is rendered as on its own page. */
function sideOf(change: BlockChange | WordChange, { before, after }: ComparedPages): DrawnPage {
  return change === "deleted" || change === "moved-away" ? before : after;
}

function textHtml({ shape, label, pieces, place }: RedlineText, pages: ComparedPages): string {
  const { tag, attributes, inner } = blockElement(shape, null);
  const outer = label === null ? attributes : { ...attributes, "data-number": label };
  const away = place === "moved-away" ? { ...pages, after: pages.before } : pages;
  const words = piecesHtml(pieces, away) || "<br>";
  return element(tag, outer, inner ? element(inner.tag, inner.attributes, words) : words);
}

function tableHtml({ rows }: RedlineTable, pages: ComparedPages): string {
  const drawn = rows.map(({ place, cells }) => {
    const inRow = cells.map(({ head, pieces }) =>
      element(head ? "th" : "td", {}, piecesHtml(pieces, pages)),
    );
    return element("tr", place === "stays" ? {} : { class: `redline-${place}` }, inRow.join(""));
  });
  return element("table", {}, element("tbody", {}, drawn.join("")));
}

function piecesHtml(pieces: readonly RedlinePiece[], pages: ComparedPages): string {
  const begun = new Set<unknown>();
  return pieces.map((piece) => pieceHtml(piece, pages, begun)).join("");
}

const SPOKEN: Readonly<Record<Exclude<WordChange, "same">, readonly [string, string]>> = {
  inserted: ["[added: ", "]"],
  deleted: ["[deleted: ", "]"],
  restyled: ["[marked otherwise: ", "]"],
};

/** @param begun the ids of footnotes of which a part was rendered already. */
function pieceHtml(
  { change, nodes }: RedlinePiece,
  pages: ComparedPages,
  begun: Set<unknown>,
): string {
  const parts = nodes.map((node) => {
    if (node.type !== "footnote") return node;
    const id = node.attrs?.id;
    const continued = begun.has(id);
    begun.add(id);
    return continued ? { ...node, attrs: { ...node.attrs, continued } } : node;
  });
  const words = wordsHtml(parts, sideOf(change, pages));
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
