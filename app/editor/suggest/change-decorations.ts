/** Draws what would change a text, as decorations: nothing of it is in the text. */
import type { Node, Slice } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import { Decoration, type EditorView } from "@tiptap/pm/view";
import type { ProseNode } from "#app/document/prose.ts";
import { shapeName } from "#app/document/redline/html.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { type DrawnPage, drawnPage } from "#app/document/rendering/drawn-page.ts";
import { nodeHtml, wordsHtml } from "#app/document/rendering/html.ts";
import type { BlockEdit } from "#app/document/edits/block-edits.ts";

interface ChangeLook {
  /**
   * The side that stands in the text: in the draft, what would go; where one writes a suggestion,
   * what came. The other side is drawn beside it.
   */
  readonly inText: "deleted" | "inserted";
  /** A class of its author's organization. */
  readonly color: string;
  /** The thread whose card tells of it; none while it is written. */
  readonly thread?: string;
  /** Printed in the label at its end; none while it is written. */
  readonly initials?: string;
  /** Names the suggestion, so that a drawing that stays the same is not drawn again. */
  readonly key: string;
  /** Said about it: who suggests it. */
  readonly title: string;
  /** Numbers and fields of what is drawn beside the text. */
  readonly page: () => DrawnPage;
}

/** The decorations for edits of a document, in its positions. */
export function changeDecorations(
  doc: Node,
  edits: readonly BlockEdit[],
  look: ChangeLook,
): Decoration[] {
  const labels = look.initials === undefined ? [] : labelsOf(doc, edits);
  return edits.flatMap((edit, index) => {
    const label = labels[index] ?? null;
    if ("slice" in edit) return replaced(doc, edit, look, index, label);
    if ("name" in edit) return reshaped(doc, edit, edits, look);
    const attributes = { class: `suggest-restyled ${look.color}`, title: look.title };
    return [
      Decoration.inline(edit.from, edit.to, attributes, { look: look.key }),
      ...labelBehind(doc, edit.to, look, label),
    ];
  });
}

type ReplacedText = Extract<BlockEdit, { readonly slice: Slice }>;

const OTHER = { deleted: "inserted", inserted: "deleted" } as const;

function replaced(
  doc: Node,
  { from, to, slice }: ReplacedText,
  look: ChangeLook,
  index: number,
  label: string | null,
): Decoration[] {
  const drawn: Decoration[] = [];
  const { inText, color, key, title } = look;
  const attributes = { class: `suggest-${inText} ${color}`, title };
  if (to > from) {
    drawn.push(Decoration.inline(from, to, attributes, { look: key }));
    drawn.push(...wholeNodes(doc, from, to, attributes, key));
    if (isOnlyEdges(doc, from, to)) drawn.push(widget(from, EDGE, look, inText, index));
  }
  if (slice.size > 0) {
    // New content stands behind what it replaces.
    const at = inText === "deleted" ? to : from;
    const html = sliceHtml(slice, look.page);
    drawn.push(widget(at, html.html, look, OTHER[inText], index + 0.5, html.isBlock, label));
  } else {
    drawn.push(...labelBehind(doc, to, look, label));
  }
  return drawn;
}

/** Blocks that would go, or came, as a whole: their number and their place belong to it. */
function wholeNodes(
  doc: Node,
  from: number,
  to: number,
  attributes: Record<string, string>,
  key: string,
): Decoration[] {
  const drawn: Decoration[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    const end = position + node.nodeSize;
    const isWhole = node.isBlock && position >= from && end <= to;
    if (isWhole) {
      const whole = { ...attributes, class: `${attributes.class ?? ""} suggest-whole` };
      drawn.push(Decoration.node(position, end, whole, { look: key }));
    }
    return !isWhole;
  });
  return drawn;
}

/** Whether a range holds only where a block ends and the next begins. */
function isOnlyEdges(doc: Node, from: number, to: number): boolean {
  let holds = false;
  doc.nodesBetween(from, to, (node, position) => {
    if (node.isInline || (position >= from && position + node.nodeSize <= to)) holds = true;
    return !holds;
  });
  return !holds;
}

function reshaped(
  doc: Node,
  edit: Extract<BlockEdit, { readonly name: string }>,
  edits: readonly BlockEdit[],
  look: ChangeLook,
): Decoration[] {
  const node = doc.nodeAt(edit.at);
  if (!node || node.type.name !== "block") return [];
  // Kind and level are two edits of one block: said once.
  const first = edits.find((each) => "name" in each && each.at === edit.at);
  if (first !== edit) return [];
  const attrs: Record<string, unknown> = { ...node.attrs };
  for (const each of edits)
    if ("name" in each && each.at === edit.at) attrs[each.name] = each.value;
  const [here, there] = [shapeName(blockShape(node.attrs)), shapeName(blockShape(attrs))];
  const words = look.inText === "deleted" ? `To be ${there}` : `Was ${there}`;
  const note = () => {
    const element = document.createElement("span");
    element.className = `suggest-note ${look.color}`;
    element.contentEditable = "false";
    element.textContent = words;
    return element;
  };
  const attributes = { class: `suggest-reshaped ${look.color}`, title: look.title };
  return [
    Decoration.node(edit.at, edit.at + node.nodeSize, attributes, { look: look.key }),
    ...(here === there
      ? []
      : [
          Decoration.widget(edit.at + 1, note, {
            side: -1,
            key: `${look.key} ${words}`,
            ignoreSelection: true,
            look: look.key,
          }),
        ]),
  ];
}

function widget(
  at: number,
  html: string,
  look: ChangeLook,
  side: "deleted" | "inserted",
  index: number,
  isBlock = false,
  label: string | null = null,
): Decoration {
  const { color, thread, key, title } = look;
  const draw = (view: EditorView, getPos: () => number | undefined) => {
    const tag = side === "deleted" ? "del" : "ins";
    const element = document.createElement(tag);
    element.className = `suggest-${side} suggest-beside ${color}${isBlock ? " suggest-block" : ""}`;
    element.contentEditable = "false";
    element.title = title;
    if (thread !== undefined) element.dataset.thread = thread;
    pressLeadsBeside(element, view, getPos);
    // A space within the frame would stand in a frame of its own where a line ends.
    const words = html.trim();
    // app/document/rendering escapes it.
    element.innerHTML = `<span class="sr-only">[${side === "deleted" ? "deleted" : "added"}: </span>${words}<span class="sr-only">]</span>`;
    if (label !== null) lastLineOf(element, isBlock).append(labelElement(look, label));
    if (words === html) return element;
    const spaced = document.createElement("span");
    spaced.contentEditable = "false";
    const [before] = html.split(words, 1);
    spaced.append(before === "" ? "" : " ", element, html.endsWith(words) ? "" : " ");
    return spaced;
  };
  return Decoration.widget(at, draw, {
    side: side === "deleted" ? -1 : 1,
    key: `${key} ${index} ${label} ${html}`,
    ignoreSelection: true,
    marks: [],
    look: key,
  });
}

/** Edits that stand so near to each other, in letters, that one label tells of them. */
const NEAR = 40;

/** The label of each edit; null where the next one, beside it, has it for both. */
function labelsOf(doc: Node, edits: readonly BlockEdit[]): (string | null)[] {
  const labels: (string | null)[] = [];
  let isRun = false;
  for (const [index, edit] of edits.entries()) {
    const next = edits[index + 1];
    const isFollowed = next !== undefined && isBeside(doc, edit, next);
    labels.push(isFollowed ? null : isRun ? "change?" : labelOf(edit));
    isRun = isFollowed;
  }
  return labels;
}

function labelOf(edit: BlockEdit): string {
  if (!("slice" in edit)) return "change?";
  if (edit.slice.size === 0) return "remove?";
  return edit.from === edit.to ? "add?" : "change?";
}

function isBeside(doc: Node, one: BlockEdit, next: BlockEdit): boolean {
  if ("name" in one || "name" in next || next.from - one.to > NEAR) return false;
  const { parent } = doc.resolve(one.to);
  return parent.inlineContent && doc.resolve(next.from).parent === parent;
}

/** Behind words that stay in the text, within their block. */
function labelBehind(doc: Node, to: number, look: ChangeLook, label: string | null): Decoration[] {
  if (label === null) return [];
  const $to = doc.resolve(to);
  const isWithin = !$to.parent.inlineContent && ($to.nodeBefore?.isTextblock ?? false);
  const draw = (view: EditorView, getPos: () => number | undefined) => {
    const element = labelElement(look, label);
    pressLeadsBeside(element, view, getPos);
    return element;
  };
  return [
    Decoration.widget(isWithin ? to - 1 : to, draw, {
      side: 1,
      key: `${look.key} ${label} ${to}`,
      ignoreSelection: true,
      marks: [],
      look: look.key,
    }),
  ];
}

/** A paragraph that is proposed has its label behind its last word. */
function lastLineOf(drawn: HTMLElement, isBlock: boolean): Element {
  const last = isBlock ? drawn.querySelector(":scope > :nth-last-child(2)") : null;
  return last?.matches("p, h2, h3, h4, h5, h6") ? last : drawn;
}

/** Says what is suggested and by whom, in so few letters that the text can still be read. */
function labelElement(
  { color, thread, initials = "", title }: ChangeLook,
  label: string,
): HTMLElement {
  const element = document.createElement("span");
  element.className = `suggest-by ${color}`;
  element.contentEditable = "false";
  element.title = title;
  if (thread !== undefined) element.dataset.thread = thread;
  // Drawn by the sheet: it is no word of the text, also for who reads or copies that.
  element.dataset.label = `${label} ${initials}`;
  return element;
}

/** The browser puts no caret into what can't be edited. */
function pressLeadsBeside(
  element: HTMLElement,
  view: EditorView,
  getPos: () => number | undefined,
): void {
  element.addEventListener("mousedown", (event) => {
    const pos = getPos();
    if (pos === undefined || event.button !== 0) return;
    event.preventDefault();
    const { tr } = view.state;
    view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos), -1)));
    view.focus();
  });
}

function sliceHtml(
  slice: Slice,
  page: () => DrawnPage,
): { readonly html: string; readonly isBlock: boolean } {
  const nodes = slice.content.toJSON() as ProseNode[] | null;
  const content = nodes ?? [];
  const isBlock = slice.openStart === 0 && content.some(({ type }) => !INLINE.has(type));
  const isWhole = isBlock && slice.openEnd === 0;
  const drawnFrom = needsPage(content, isWhole) ? page() : NO_PAGE;
  if (isWhole) {
    return { html: content.map((node) => nodeHtml(node, drawnFrom)).join(""), isBlock: true };
  }
  if (!content.some(({ type }) => !INLINE.has(type))) {
    return { html: wordsHtml(content, drawnFrom), isBlock: false };
  }
  // Words with edges of blocks between them.
  const parts = content.map((node) =>
    node.type === "block" ? wordsHtml(node.content ?? [], drawnFrom) : nodeHtml(node, drawnFrom),
  );
  const edges = (isBlock ? EDGE : "") + parts.join(EDGE);
  return { html: edges + (slice.openEnd === 0 && !isBlock ? EDGE : ""), isBlock: false };
}

const INLINE: ReadonlySet<string> = new Set([
  "text",
  "hardBreak",
  "field",
  "crossReference",
  "footnote",
]);

/** A sign for where a paragraph ends, as word processors have it. */
const EDGE =
  '<span class="suggest-edge" aria-hidden="true">¶</span><span class="sr-only"> new paragraph </span>';

/** Whether numbers or fields are drawn of these: to count them takes a walk through the whole text. */
function needsPage(nodes: readonly ProseNode[], isWhole: boolean): boolean {
  return nodes.some(({ type, content }) =>
    type === "block" && !isWhole
      ? needsPage(content ?? [], false)
      : type !== "text" && type !== "hardBreak",
  );
}

const NO_PAGE = drawnPage({ type: "doc", content: [] });
