import { blockElement } from "../block";
import { element, escapeHtml, proseToHtml, wordsHtml } from "../html";
import type { BlockKind, BlockShape } from "../kinds";
import { isChanged, type Change, type Piece, type Place, type Redline } from "./redline";
import type { RedlineBlock, RedlineTable, RedlineText } from "./redline";

/** How many unchanged blocks around a change stay in sight. */
const AROUND = 1;
/** Fewer unchanged blocks in a row are not worth folding away. */
const WORTH_FOLDING = 3;

/**
 * A redline as safe HTML: `<ins>` and `<del>` for the eye and, in words, for those who hear it;
 * stretches that did not change are folded away.
 */
export function redlineToHtml({ blocks }: Redline): string {
  const near = blocks.map((_, index) =>
    blocks.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(isChanged),
  );
  let html = "";
  for (let from = 0; from < blocks.length;) {
    let end = from;
    while (end < blocks.length && near[end] === near[from]) end += 1;
    const drawn = blocks.slice(from, end).map(blockHtml).join("");
    const fold = !near[from] && end - from >= WORTH_FOLDING;
    html += fold ? folded(end - from, drawn) : drawn;
    from = end;
  }
  return html;
}

function folded(count: number, drawn: string): string {
  const summary = element("summary", {}, `${count} paragraphs without changes`);
  return element("details", { class: "redline-unchanged" }, summary + drawn);
}

/** What is said of a block before its words; null where its place says nothing. */
const PLACE_WORDS: Readonly<Record<Place, string | null>> = {
  stays: null,
  inserted: "New paragraph",
  deleted: "Deleted paragraph",
  "moved-here": "Moved here",
  "moved-away": "Moved from here",
};

function blockHtml(block: RedlineBlock): string {
  const words = [PLACE_WORDS[block.place], reshaped(block)].filter((word) => word !== null);
  const note =
    words.length > 0 ? element("p", { class: "redline-note" }, escapeHtml(words.join(" · "))) : "";
  const drawn = drawBlock(block);
  const changed = isChanged(block);
  if (!changed) return drawn;
  return element("div", { class: `redline-block redline-${block.place}` }, note + drawn);
}

function drawBlock(block: RedlineBlock): string {
  switch (block.type) {
    case "text":
      return textHtml(block);
    case "table":
      return tableHtml(block);
    case "other":
      return proseToHtml({ type: "doc", content: [block.node] });
  }
}

function textHtml({ shape, label, pieces }: RedlineText): string {
  const { tag, attributes, inner } = blockElement(shape, null);
  const outer = label === null ? attributes : { ...attributes, "data-number": label };
  const words = piecesHtml(pieces) || "<br>";
  return element(tag, outer, inner ? element(inner.tag, inner.attributes, words) : words);
}

function tableHtml({ rows }: RedlineTable): string {
  const drawn = rows.map(({ place, cells }) => {
    const inRow = cells.map(({ head, pieces }) =>
      element(head ? "th" : "td", {}, piecesHtml(pieces)),
    );
    return element("tr", place === "stays" ? {} : { class: `redline-${place}` }, inRow.join(""));
  });
  return element("table", {}, element("tbody", {}, drawn.join("")));
}

function piecesHtml(pieces: readonly Piece[]): string {
  return pieces.map(pieceHtml).join("");
}

const SPOKEN: Readonly<Record<Exclude<Change, "same">, readonly [string, string]>> = {
  inserted: ["[added: ", "]"],
  deleted: ["[deleted: ", "]"],
  restyled: ["[marked otherwise: ", "]"],
};

function pieceHtml({ change, nodes }: Piece): string {
  const words = wordsHtml(nodes);
  if (change === "same") return words;
  const [before, after] = SPOKEN[change];
  const spoken = `${heard(before)}${words}${heard(after)}`;
  if (change === "inserted") return element("ins", {}, spoken);
  if (change === "deleted") return element("del", {}, spoken);
  return element("span", { class: "redline-restyled" }, spoken);
}

/** Screen readers seldom say that words are inserted or deleted. */
function heard(words: string): string {
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

function shapeName({ kind, level }: BlockShape): string {
  return level > 1 ? `${KIND_NAME[kind]} of level ${level}` : KIND_NAME[kind];
}
