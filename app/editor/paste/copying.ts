import { DOMSerializer, type Fragment, type Node, type Slice } from "@tiptap/pm/model";
import { Plugin, type EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { COPIED_PARTS, type WholeEnds } from "./copied-here.ts";
import { copiedHtml, type CopiedPage } from "./copied-html.ts";
import {
  countThrough,
  type BlockNumber,
  type NumberingOptions,
} from "#app/document/numbering/number.ts";
import { numberingKey } from "#app/editor/behavior/numbering.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { blockText, nodeText } from "#app/document/rendering/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { PlaceList } from "#app/document/numbering/references.ts";

/**
 * Copied, cut or dragged content includes its numbers and levels: as lists in HTML, and as printed
 * in plain text. A part of one paragraph is copied as text alone.
 */
export function copying(options: NumberingOptions): Plugin {
  const serializer = new CopySerializer(options);
  return new Plugin({
    view(view) {
      serializer.view = view;
      return {};
    },
    props: {
      clipboardSerializer: serializer,
      clipboardTextSerializer: (slice, { state }) =>
        copiedText(nodesIn(contentOf(slice)), pageOf(state, options), wholeEnds(state)),
    },
  });
}

/** Writes the HTML of a copy; ProseMirror calls it with whole fragments only. */
class CopySerializer extends DOMSerializer {
  view: EditorView | null = null;

  constructor(readonly options: NumberingOptions) {
    super({}, {});
  }

  override serializeFragment(
    fragment: Fragment,
    { document: page = document }: { document?: Document } = {},
  ): DocumentFragment {
    const made = page.createElement("template");
    if (this.view === null) return made.content;
    const { state } = this.view;
    const whole = wholeEnds(state);
    made.innerHTML = copiedHtml(nodesIn(fragment), pageOf(state, this.options), !whole.start);
    const first = made.content.firstElementChild;
    const parts = [...(whole.start ? [] : ["start"]), ...(whole.end ? [] : ["end"])];
    if (parts.length > 0) first?.setAttribute(COPIED_PARTS, parts.join(" "));
    for (const note of made.content.querySelectorAll("[data-footnote]")) {
      const edges = note.querySelectorAll(":scope > .note-edge");
      const number = note.getAttribute("data-number");
      edges[0]?.append(` [Footnote${number === null ? "" : ` ${number}`}: `);
      edges[1]?.append("]");
    }
    return made.content;
  }
}

function copiedText(nodes: readonly ProseNode[], { page }: CopiedPage, whole: WholeEnds): string {
  const [first, ...rest] = nodes;
  if (first === undefined) return "";
  if (INLINE.has(first.type)) {
    // A part of a footnote, or of a line.
    const content = first.type === "footnote" && rest.length === 0 ? first.content : nodes;
    return blockText({ type: "block", content: content ?? [] }, page);
  }
  const isPart = first.type === "block" && !whole.start;
  const beginning = isPart ? blockText(first, page) : nodeText(first, page);
  return [beginning, ...rest.map((node) => nodeText(node, page))].join("\n\n");
}

const INLINE = new Set(["text", "hardBreak", "footnote", "field", "crossReference"]);

/** The content of a slice without the open nodes around it, as for its HTML. */
function contentOf({ content, openStart, openEnd }: Slice): Fragment {
  let inner = content;
  for (let depth = Math.min(openStart, openEnd); depth > 1; depth -= 1) {
    const only = inner.childCount === 1 ? inner.firstChild : null;
    if (only?.childCount !== 1) break;
    inner = only.content;
  }
  return inner;
}

function nodesIn(fragment: Fragment): ProseNode[] {
  const nodes: ProseNode[] = [];
  fragment.forEach((node) => nodes.push(node.toJSON() as ProseNode));
  return nodes;
}

/**
 * Which ends of the selection are ends of a paragraph. The number precedes the first letter of its
 * paragraph, and is copied with it.
 */
function wholeEnds({ selection: { $from, $to } }: EditorState): WholeEnds {
  const isWhole = !$from.parent.isTextblock || $from.parentOffset === 0;
  const endsWhole = !$to.parent.isTextblock || $to.parentOffset === $to.parent.content.size;
  // A part of one paragraph is not the paragraph.
  const isWords = $from.sameParent($to) && $from.parent.isTextblock && !(isWhole && endsWhole);
  return { start: isWhole && !isWords, end: endsWhole && !isWords };
}

/** The numbers and places of the whole text, needed to write a part of it. */
function pageOf(state: EditorState, options: NumberingOptions): CopiedPage {
  const places = new PlaceList();
  const numbers = new Map<unknown, BlockNumber>();
  countThrough<Node>(state.doc, options, ({ attrs, number }) => {
    places.add(attrs?.id, number);
    if (number !== null && typeof attrs?.id === "string") numbers.set(attrs.id, number);
  });
  const numberOf = (node: ProseNode) => numbers.get(node.attrs?.id) ?? null;
  return {
    page: {
      page: numberingKey.getState(state)?.page ?? NO_PAGE_DETAILS,
      places,
      numberOf: (node) => numberOf(node)?.label ?? null,
    },
    numberOf,
  };
}
