import { blockShape } from "#app/document/nodes/kinds.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { exhibitOf, signingPartyOf } from "./fact-blocks.ts";
import { createHeadingTags } from "./heading-tags.ts";
import { appendItem } from "./lists.ts";
import { TypesetError } from "./typeset-error.ts";
import type { Place } from "./typeset-error.ts";
import type { BlockData, BodyData, Run } from "./page-data.ts";
import { runsOf } from "./runs.ts";
import type { RunContext } from "./runs.ts";
import { tableOf } from "./tables.ts";
import { firstWords } from "./words.ts";

/**
 * The blocks of a document as the templates set them: items gathered into lists, signature blocks
 * that follow each other into one row, empty blocks at the end left out. Throws a PageFault that
 * names the block.
 */
export function blocksOf(nodes: readonly ProseNode[], context: RunContext): BlockData[] {
  return blocksWith(nodes, context, createHeadingTags());
}

function blocksWith(
  nodes: readonly ProseNode[],
  context: RunContext,
  tagOf: (level: number) => number,
): BlockData[] {
  const blocks: BlockData[] = [];
  for (const node of nodes) {
    switch (node.type) {
      case "block":
        addBlock(blocks, node, context, tagOf);
        break;
      case "table":
        blocks.push(
          tableOf(node, (inner, share) => {
            const room = TABLE_WIDTH * share - CELL_INSET;
            return blocksWith(inner, { ...context, room }, tagOf);
          }),
        );
        break;
      case "pageBreak":
        blocks.push({ k: "break" });
        break;
      case "caption":
        if (context.facts.caption !== null) blocks.push({ k: "caption" });
        else blocks.push(captionGap(node, context));
        break;
      case "signatureBlock": {
        const party = signingPartyOf(node, placeOf(node), context);
        const last = blocks.at(-1);
        if (last?.k === "signatures") blocks[blocks.length - 1] = joined(last.parties, party);
        else {
          if (last?.k === "body" && isShort(last)) blocks[blocks.length - 1] = closing(last);
          blocks.push({ k: "signatures", parties: [party] });
        }
        break;
      }
      case "exhibit":
        blocks.push({ ...exhibitOf(node, placeOf(node), context), ...markOf(node, context) });
        break;
      default:
        throw new TypesetError(
          `The text holds “${node.type}”, which can't be printed.`,
          placeOf(node),
          "take it out and try again.",
        );
    }
  }
  while (blocks.at(-1)?.k === "empty") blocks.pop();
  return blocks;
}

/** The narrowest paper's lines in points at 12-point type: 459 points wide, set in 14-point type. */
const TABLE_WIDTH = 393;
/** What a cell keeps free on both sides, with a point for rounding. */
const CELL_INSET = 14;
/** How far a list steps in, and a number stands before its words, within a cell. */
const CELL_STEP = 24;

/** A caption of which nothing is recorded is named in a draft; what is filed has none such. */
function captionGap(node: ProseNode, { gapsAllowed }: RunContext): BlockData {
  if (!gapsAllowed) {
    throw new TypesetError(
      "The text has a caption, but no court and no parties are recorded.",
      placeOf(node),
      "record the caption's facts, or take the caption out, and try again.",
    );
  }
  const s = "caption: no court and no parties are recorded";
  return { k: "body", r: [{ k: "lost", s }], broken: false };
}

function joined(
  parties: Extract<BlockData, { k: "signatures" }>["parties"],
  party: (typeof parties)[number],
): BlockData {
  return { k: "signatures", parties: [...parties, party] };
}

/** Letters that a closing line, such as "Respectfully submitted,", has at most. */
const LONGEST_CLOSING = 80;

function isShort({ r }: BodyData): boolean {
  const letters = r.reduce((sum, run) => {
    if (typeof run === "string") return sum + run.length;
    return sum + ("s" in run ? run.s.length : 0);
  }, 0);
  return letters <= LONGEST_CLOSING;
}

const closing = (body: BodyData): BodyData => ({ ...body, closing: true });

function addBlock(
  blocks: BlockData[],
  node: ProseNode,
  context: RunContext,
  tagOf: (level: number) => number,
): void {
  const { kind, level } = blockShape(node.attrs ?? {});
  const stepsIn = kind === "body" || kind === "quote" || kind === "heading" ? 0 : level;
  const room = context.room === null ? null : context.room - CELL_STEP * stepsIn;
  const r = runsOf(node.content, placeOf(node), { ...context, room });
  const n = context.references.numberOf(node);
  const mark = markOf(node, context);
  switch (kind) {
    case "body":
    case "quote":
      if (r.length === 0) blocks.push({ k: "empty" });
      else if (kind === "quote") blocks.push({ k: "quote", r, ...mark });
      else blocks.push({ k: "body", r, broken: r.some(isBreak), ...mark });
      return;
    case "heading":
      // A heading without words would be a bookmark without a name.
      if (r.length === 0) blocks.push({ k: "empty" });
      else {
        const tag = tagOf(level);
        blocks.push({ k: "heading", r, l: level, tag, ...(n === null ? {} : { n }), ...mark });
      }
      return;
    case "numbered":
      blocks.push({ k: "numbered", r, l: level, n: n ?? "", ...mark });
      return;
    case "bullet":
    case "ordered":
    case "requestItem":
      appendItem(blocks, { ordered: kind !== "bullet", level, item: { n: n ?? "", r, ...mark } });
  }
}

const isBreak = (run: Run) => typeof run !== "string" && run.k === "br";

function markOf(node: ProseNode, context: RunContext): { readonly to?: string } {
  const to = context.references.labelOf(node);
  return to === undefined ? {} : { to };
}

const CALLED: Readonly<Record<string, string>> = {
  block: "paragraph",
  pageBreak: "page break",
  signatureBlock: "signature block",
};

const isHeading = ({ type, attrs }: ProseNode) =>
  type === "block" && blockShape(attrs ?? {}).kind === "heading";

/** Where a block stands, for a sentence about it. */
export function placeOf(node: ProseNode): Place {
  const id = node.attrs?.id;
  return {
    in: "text",
    called: isHeading(node) ? "heading" : (CALLED[node.type] ?? node.type),
    blockId: typeof id === "string" ? id : null,
    // Worked out for the one block at fault, not for each.
    get words() {
      return firstWords(wordsOf(node));
    },
  };
}

/** All words of a node, in order. */
export function wordsOf(node: ProseNode): string {
  if (node.type === "hardBreak") return " ";
  return node.text ?? (node.content ?? []).map(wordsOf).join("");
}
