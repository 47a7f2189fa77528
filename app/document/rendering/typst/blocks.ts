import { TYPST_BLOCKS, TYPST_INLINE } from "#app/document/nodes/index.ts";
import type { TypstContext } from "#app/document/nodes/renderers.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { rendererOf } from "#app/document/rendering/renderer-of.ts";
import { createHeadingTags } from "./heading-tags.ts";
import type { BlockData, PrintedRun } from "./page-data.ts";
import { placeOf } from "./place-of.ts";
import { TypesetError, type FaultPlace } from "./typeset-error.ts";

/** The context shared by a whole document; the rest depends on each node's place. */
type DocumentContext = Omit<TypstContext, "room" | "tagOf" | "runs" | "blocks">;

/**
 * The blocks of a document as the templates take them: items gathered into lists, consecutive
 * signature blocks into one row, trailing empty blocks dropped. Throws a TypesetError that names
 * the block.
 */
export function blocksOf(nodes: readonly ProseNode[], whole: DocumentContext): BlockData[] {
  const tagOf = createHeadingTags();
  const within = (room: number | null): TypstContext => {
    const context: TypstContext = {
      ...whole,
      room,
      tagOf,
      runs: (inner, place, narrower) =>
        runsOf(inner, place, narrower === room ? context : within(narrower)),
      blocks: (inner, narrower) => blocksIn(inner ?? [], within(narrower)),
    };
    return context;
  };
  return blocksIn(nodes, within(null));
}

/** Inline content alone, without a block around it. */
export function runsOfInline(
  nodes: readonly ProseNode[],
  place: FaultPlace,
  whole: DocumentContext,
): PrintedRun[] {
  const context: TypstContext = {
    ...whole,
    room: null,
    tagOf: (level) => level,
    runs: (inner, where) => runsOf(inner, where, context),
    blocks: () => [],
  };
  return runsOf(nodes, place, context);
}

function blocksIn(nodes: readonly ProseNode[], context: TypstContext): BlockData[] {
  const before: BlockData[] = [];
  const toTypst = { ...context, before };
  for (const node of nodes) {
    const render = rendererOf(TYPST_BLOCKS, node);
    if (!render) throw unprintable(node, placeOf(node));
    render(node, toTypst);
  }
  while (before.at(-1)?.k === "empty") before.pop();
  return before;
}

function runsOf(
  nodes: readonly ProseNode[] | undefined,
  place: FaultPlace,
  context: TypstContext,
): PrintedRun[] {
  const toTypst = { ...context, place };
  return (nodes ?? []).flatMap((node) => {
    const render = rendererOf(TYPST_INLINE, node);
    if (!render) throw unprintable(node, place);
    return render(node, toTypst);
  });
}

function unprintable({ type }: ProseNode, place: FaultPlace): TypesetError {
  return new TypesetError(
    `The text holds “${type}”, which can’t be printed.`,
    place,
    "take it out and try again.",
  );
}
