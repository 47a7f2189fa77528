import { Node } from "@tiptap/core";
import type { DOMOutputSpec, TagParseRule } from "@tiptap/pm/model";
import { element } from "#app/document/rendering/element.ts";
import { appendItem } from "#app/document/rendering/typst/lists.ts";
import type { PrintedRun } from "#app/document/rendering/typst/page-data.ts";
import { placeMark, placeOf } from "#app/document/rendering/typst/place-of.ts";
import {
  BLOCK_KINDS,
  blockShape,
  DEEPEST_LEVEL_OF_ALL,
  isBlockKind,
  isItemKind,
  type BlockKind,
  type BlockShape,
} from "./kinds.ts";
import { idAttribute, ownId, refusedId } from "./node-id.ts";
import type { ParsedElement } from "./parsed-element.ts";
import type {
  AttributeChecks,
  HtmlRenderers,
  PlainTextRenderers,
  TypstBlockRenderers,
} from "./renderers.ts";

/** An element and its attributes, as both the editor and the first paint render them. */
interface ElementShape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The inner element that holds the text, where it is not the element itself. */
  readonly inner?: { readonly tag: string; readonly attributes: Readonly<Record<string, string>> };
}

/**
 * The HTML of a block: body as `<p>`, headings as `<h2>` to `<h5>` (the page's title is its
 * `<h1>`), quotes as `<blockquote>`. Numbered paragraphs and requested records are paragraphs whose
 * number is generated from `data-number`: screen readers read it as text ("12."), as in print,
 * without announcing a list around each of 600 paragraphs. Bullets and ordered items are list
 * items, each in a list of its own because blocks are flat; `aria-level` gives the depth. Each runs
 * from the side that its first letter asks for, as in print.
 */
export function blockElement(shape: BlockShape, id: string | null): ElementShape {
  const { kind, level } = shape;
  const attributes: Record<string, string> = { "data-kind": kind, dir: "auto" };
  if (kind !== "body" && kind !== "quote") attributes["data-level"] = String(level);
  if (id !== null) attributes["data-id"] = id;
  switch (kind) {
    case "heading":
      return { tag: `h${level + 1}`, attributes };
    case "quote":
      return { tag: "blockquote", attributes };
    case "bullet":
    case "ordered":
      return {
        tag: "div",
        attributes: { ...attributes, role: "list" },
        inner: { tag: "p", attributes: { role: "listitem", "aria-level": String(level) } },
      };
    case "body":
    case "numbered":
    case "requestItem":
      return { tag: "p", attributes };
  }
}

const FOREIGN_HEADINGS: Readonly<Record<string, number>> = {
  H1: 1,
  H2: 2,
  H3: 3,
  H4: 4,
  H5: 4,
  H6: 4,
};

function kindOf(element: ParsedElement): BlockKind {
  const own = element.getAttribute("data-kind");
  if (isBlockKind(own)) return own;
  if (element.tagName in FOREIGN_HEADINGS) return "heading";
  if (element.tagName === "LI") return "bullet";
  if (element.tagName === "BLOCKQUOTE") return "quote";
  return "body";
}

function levelOf(element: ParsedElement): number {
  const kind = kindOf(element);
  const own = Number.parseInt(element.getAttribute("data-level") ?? "", 10);
  const level = Number.isNaN(own) ? FOREIGN_HEADINGS[element.tagName] : own;
  return blockShape({ kind, level }).level;
}

/** The one node for text blocks. */
export const schema = Node.create({
  name: "block",
  content: "inline*",
  // Pasted headings and items keep their kind when they fill an empty block.
  defining: true,

  addAttributes() {
    return {
      id: idAttribute,
      kind: { default: "body", parseHTML: kindOf },
      level: { default: 1, parseHTML: levelOf },
    };
  },

  parseHTML() {
    const own = BLOCK_KINDS.flatMap(rulesOf);
    const foreign = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"];
    return [
      ...own,
      ...foreign.map((tag) => ({ tag })),
      { tag: "pre", preserveWhitespace: "full" as const },
    ];
  },

  renderHTML({ node }): DOMOutputSpec {
    const shape = blockElement(blockShape(node.attrs), ownId(node.attrs));
    return shape.inner
      ? [shape.tag, shape.attributes, [shape.inner.tag, shape.inner.attributes, 0]]
      : [shape.tag, shape.attributes, 0];
  },
});

/** Elements that carry a block's kind are recognized whatever their tag. */
function rulesOf(kind: BlockKind): TagParseRule[] {
  const rule = { tag: `[data-kind="${kind}"]`, priority: 60 };
  if (kind !== "bullet" && kind !== "ordered") return [rule];
  // An item is rendered as a list that contains it alone; its text is the inner item's.
  const isList = ({ firstElementChild }: ParsedElement) =>
    firstElementChild?.getAttribute("role") === "listitem";
  return [
    {
      ...rule,
      getAttrs: (element) => (isList(element) ? null : false),
      contentElement: '[role="listitem"]',
    },
    rule,
  ];
}

export const refusedAttributes: AttributeChecks["block"] = ({ id, kind, level }) => {
  const malformed = refusedId(id);
  if (malformed !== null) return malformed;
  if (!isBlockKind(kind)) return "it is of a kind that is not known";
  const isLevel =
    Number.isInteger(level) && Number(level) >= 1 && Number(level) <= DEEPEST_LEVEL_OF_ALL;
  return isLevel ? null : "its level is out of range";
};

export const toHtml: HtmlRenderers["block"] = (node, { page, line, notes }) => {
  const { tag, attributes, inner } = blockElement(blockShape(node.attrs ?? {}), ownId(node.attrs));
  const label = page.numberOf(node);
  const below = notes(node.content);
  const outer = {
    ...attributes,
    ...(label === null ? {} : { "data-number": label }),
    ...(below === "" ? {} : { "data-notes": "" }),
  };
  const words = line(node.content) + below;
  return element(tag, outer, inner ? element(inner.tag, inner.attributes, words) : words);
};

export const toPlainText: PlainTextRenderers["block"] = (node, { page, inside }) => {
  const { kind, level } = blockShape(node.attrs ?? {});
  const label = kind === "bullet" ? "•" : page.numberOf(node);
  const words = inside(node);
  return label === null ? words : `${"    ".repeat(level - 1)}${label} ${words}`;
};

/** Points that each level of a list or of numbering takes from the width of a cell. */
const CELL_STEP = 24;

export const toTypst: TypstBlockRenderers["block"] = (node, context) => {
  const { references, runs, tagOf, before } = context;
  const { kind, level } = blockShape(node.attrs ?? {});
  const room =
    context.room === null ? null : context.room - CELL_STEP * (isItemKind(kind) ? level : 0);
  const r = runs(node.content, placeOf(node), room);
  const n = references.numberOf(node);
  const at = placeMark(node, context);
  const mark = { ...references.markOf(node), ...at };
  switch (kind) {
    case "body":
    case "quote":
      if (r.length === 0) before.push({ k: "empty", ...at });
      else if (kind === "quote") before.push({ k: "quote", r, ...mark });
      else {
        const breaks = r.filter(isBreak).length;
        const together = breaks > 0 && breaks <= MOST_TOGETHER ? ({ together: true } as const) : {};
        before.push({ k: "body", r, broken: breaks > 0, ...together, ...mark });
      }
      return;
    case "heading":
      // A heading without text would be a PDF bookmark without a name.
      if (r.length === 0) before.push({ k: "empty", ...at });
      else {
        const tag = tagOf(level);
        before.push({ k: "heading", r, l: level, tag, ...(n === null ? {} : { n }), ...mark });
      }
      return;
    case "numbered":
      before.push({ k: "numbered", r, l: level, n: n ?? "", ...mark });
      return;
    case "bullet":
    case "ordered":
    case "requestItem":
      appendItem(before, { ordered: kind !== "bullet", level, item: { n: n ?? "", r, ...mark } });
  }
};

/** The most breaks of lines in a paragraph that stays on one page. */
const MOST_TOGETHER = 8;

const isBreak = (run: PrintedRun) => typeof run !== "string" && run.k === "br";
