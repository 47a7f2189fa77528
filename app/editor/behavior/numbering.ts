import { Fragment, type Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { readBrowserCaret } from "./browser-caret.ts";
import {
  DRAWN_NODES,
  drawingOf,
  isDrawnNode,
  type DrawnFrom,
} from "#app/document/nodes/drawn-nodes.ts";
import { drawnView, type DrawnSpec } from "./drawn-views.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { nodeDecorations } from "#app/editor/binding/index.ts";
import { countThrough, type CountedNode } from "#app/document/numbering/number.ts";
import type { DrawingOptions } from "#app/document/rendering/drawn-page.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import { PlaceList } from "#app/document/numbering/references.ts";

interface Numbering {
  /** Labels of all blocks in order; null for unnumbered ones. */
  readonly labels: readonly (string | null)[];
  readonly decorations: DecorationSet;
  /** The look of every node that can be numbered or generated, in order; null for none. */
  readonly looks: readonly (Look | null)[];
  /** The details that fields, captions and signature blocks are rendered from. */
  readonly page: PageDetails;
}

interface Look {
  readonly attributes: Readonly<Record<string, string>>;
  readonly spec?: DrawnSpec;
}

/** The blocks before and behind those of an editor that shows a part of a text. */
export interface TextAround {
  readonly before: readonly Node[];
  readonly behind: readonly Node[];
}

/** The options of the drawing, and in an editor of a part of a text, the nodes around it. */
export interface NumberingSettings extends DrawingOptions {
  readonly around?: () => TextAround;
}

export const numberingKey = new PluginKey<Numbering>("numbering");

/**
 * Sets the details that captions, signature blocks, exhibits and fields are rendered from, and
 * re-renders them. Does not change the document.
 */
export function setPageDetails(
  { view }: { readonly view: EditorView },
  details: PageDetails["facts"],
  layoutProfile: PageDetails["layoutProfile"],
): void {
  const page: PageDetails = { facts: details, layoutProfile };
  readBrowserCaret(view);
  view.dispatch(view.state.tr.setMeta(numberingKey, page));
}

/**
 * Renders the numbers of blocks and footnotes as an attribute, `data-number`, which styles show,
 * and the text of captions, signature blocks, exhibits, fields and cross-references. While somebody
 * types, the structure stays the same and the decorations are only mapped. When it changes, the
 * document is counted again, and the editor updates the elements whose number or text changed.
 */
export function numbering(options: NumberingSettings = {}): Plugin<Numbering> {
  const places = new PlaceList();
  const plain = ({ type, attrs }: Node) => {
    const from: DrawnFrom = { page: NO_PAGE_DETAILS, places, number: null };
    // Registered for these types only.
    return drawingOf(type.name as (typeof DRAWN_NODES)[number], attrs, from);
  };
  return new Plugin<Numbering>({
    key: numberingKey,
    around: options.around,
    state: {
      init: (_config, state) => drawn(state.doc, options, options.page ?? NO_PAGE_DETAILS),
      apply(transaction, before, oldState, newState) {
        const page = transaction.getMeta(numberingKey) as PageDetails | undefined;
        if (page) return drawn(newState.doc, options, page);
        if (!transaction.docChanged) return before;
        if (sameStructure(oldState.doc, newState.doc)) {
          const { decorations, looks } = before;
          let lost = false;
          const moved = decorations.map(transaction.mapping, newState.doc, {
            onRemove: () => {
              lost = true;
            },
          });
          const now = lost ? decorated(newState.doc, looks) : nodeDecorations(moved);
          return { ...before, decorations: now };
        }
        return drawn(newState.doc, options, before.page);
      },
    },
    props: {
      decorations: (state) => numberingKey.getState(state)?.decorations,
      nodeViews: Object.fromEntries(DRAWN_NODES.map((name) => [name, drawnView(plain)])),
    },
  });
}

function drawn(part: Node, options: NumberingSettings, page: PageDetails): Numbering {
  const labels: (string | null)[] = [];
  const places = new PlaceList();
  const counted: CountedNode<Node>[] = [];
  const around = options.around?.() ?? null;
  const document = around ? whole(part, around) : part;
  const start = around ? sizeOf(around.before) : 0;
  countThrough(document, options, (one) => {
    places.add(one.attrs?.id, one.number);
    if (one.position < start || one.position >= start + part.content.size) return;
    if (one.type === "block") labels.push(one.number?.label ?? null);
    if (isMarked(one.type)) counted.push(one);
  });
  // Needs all places first: a reference may lead to a later one.
  const looks = counted.map(({ type, attrs, number }): Look | null => {
    if (isDrawnNode(type)) {
      const drawing = drawingOf(type, attrs, { page, places, number: number?.label ?? null });
      return { attributes: {}, spec: { drawnAs: JSON.stringify(drawing) } };
    }
    return number === null ? null : { attributes: { "data-number": number.label } };
  });
  return { labels, looks, decorations: decorated(part, looks), page };
}

/** A part of a text with what stands around it. */
export function whole(part: Node, { before, behind }: TextAround): Node {
  return part.copy(Fragment.fromArray([...before, ...part.content.content, ...behind]));
}

function sizeOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
}

function isMarked(type: string): boolean {
  return type === "block" || type === "footnote" || isDrawnNode(type);
}

/** Creates the decorations: nodes and looks are in the same order. */
function decorated(document: Node, looks: readonly (Look | null)[]): DecorationSet {
  const marks: Decoration[] = [];
  let place = 0;
  document.descendants((node, position) => {
    if (!isMarked(node.type.name)) return;
    const look = looks[place];
    place += 1;
    if (!look) return;
    const end = position + node.nodeSize;
    marks.push(Decoration.node(position, end, { ...look.attributes }, { ...look.spec }));
  });
  return nodeDecorations(DecorationSet.create(document, marks));
}

/** Whether everything that numbers and generated text depend on is equal in both documents. */
function sameStructure(before: Node, after: Node): boolean {
  if (before === after) return true;
  if (before.type !== after.type) return false;
  if (before.type.name === "block") {
    return sameBlock(before, after) && sameStructures(drawnInside(before), drawnInside(after));
  }
  if (before.type.name === "footnote") {
    return sameStructures(drawnInside(before), drawnInside(after));
  }
  if (before.isLeaf) return before.sameMarkup(after);
  if (before.childCount !== after.childCount) return false;
  for (let index = 0; index < before.childCount; index += 1) {
    if (!sameStructure(before.child(index), after.child(index))) return false;
  }
  return true;
}

function sameStructures(before: readonly Node[], after: readonly Node[]): boolean {
  if (before.length !== after.length) return false;
  return before.every((node, index) => {
    const now = after[index];
    return now !== undefined && sameStructure(node, now);
  });
}

/** The id matters because references use it. */
function sameBlock(before: Node, after: Node): boolean {
  if (before.attrs === after.attrs) return true;
  const [old, now] = [blockShape(before.attrs), blockShape(after.attrs)];
  return before.attrs.id === after.attrs.id && old.kind === now.kind && old.level === now.level;
}

/** The numbered or generated nodes within a line. */
function drawnInside(line: Node): Node[] {
  const inside: Node[] = [];
  line.forEach((node) => {
    if (!node.isText && node.type.name !== "hardBreak") inside.push(node);
  });
  return inside;
}
