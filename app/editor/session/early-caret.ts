import { Selection, TextSelection } from "@tiptap/pm/state";
import type { Node } from "@tiptap/pm/model";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import type { Editor } from "#app/editor/editor.ts";

/** A place in a text that has no editor yet. */
interface EarlyPlace {
  readonly blockId: string;
  /** The text before it in its block, with what is generated there. */
  readonly before: string;
}

/** The acts of somebody in a text that has no editor yet. */
interface EarlyHands {
  /** Where they clicked, to go on typing there; null where they did not, or are elsewhere by now. */
  readonly caret: EarlyPlace | null;
  /** Keys that they pressed at a place; null without any. */
  readonly typed: { readonly place: EarlyPlace; readonly keys: readonly string[] } | null;
}

/** Before the first letter that somebody can type beside: nothing is selected by opening a draft. */
export function firstCaret(doc: Node): Selection {
  let first: Selection | null = null;
  doc.descendants((node, position) => {
    if (node.isTextblock) first ??= TextSelection.create(doc, position + 1);
    return first === null;
  });
  return first ?? Selection.atStart(doc);
}

/** Takes what somebody did in a first paint, while it is shown. */
export function handsInPaint(frame: HTMLElement): EarlyHands {
  const { keys, node, offset } = takeEarlyKeys();
  const place = node && frame.contains(node) ? placeOf(node, offset) : null;
  return { caret: caretIn(frame), typed: place && keys.length > 0 ? { place, keys } : null };
}

/** Takes the keys that were pressed before there is an editor, and keeps no further ones. */
export function takeEarlyKeys(): NonNullable<Window["earlyKeys"]> {
  const taken = window.earlyKeys ?? { keys: [], node: null, offset: 0 };
  delete window.earlyKeys;
  return taken;
}

function caretIn(frame: HTMLElement): EarlyPlace | null {
  const selection = document.getSelection();
  const node = selection?.focusNode;
  if (!node || !selection.isCollapsed || !frame.contains(node)) return null;
  // They may be in a field elsewhere by now.
  if (!document.activeElement?.contains(frame)) return null;
  return placeOf(node, selection.focusOffset);
}

function placeOf(node: globalThis.Node, offset: number): EarlyPlace | null {
  const block = node.parentElement?.closest<HTMLElement>("[data-kind][data-id]");
  if (!block) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return { blockId: block.dataset["id"] ?? "", before: before.toString() };
}

/**
 * Does in an editor what somebody did in its paint. Keys are typed only where the same text still stands
 * before them, since somebody else may have written or deleted there meanwhile.
 *
 * @returns the letters that have no place any more; empty where all were typed.
 */
export function putHands(editor: Editor, { caret, typed }: EarlyHands): string {
  const { view } = editor;
  const at = view.editable && caret ? positionOf(editor, caret) : null;
  const typedAt = view.editable && typed ? positionOf(editor, typed.place) : null;
  if (typed && typedAt !== null) {
    const before = view.state.doc.content.size;
    select(editor, typedAt);
    typeKeys(editor, typed.keys);
    const more = view.state.doc.content.size - before;
    if (at !== null && at !== typedAt) select(editor, at + (at > typedAt ? more : 0));
  } else if (at !== null) select(editor, at);
  if (at !== null) focusText(view);
  if (!typed || typedAt !== null) return "";
  return typed.keys
    .map((key) => (key === "Enter" ? " " : key))
    .join("")
    .trim();
}

function select({ view }: Editor, position: number): void {
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(Selection.near(doc.resolve(position))));
}

function typeKeys({ view }: Editor, keys: readonly string[]): void {
  for (const key of keys) {
    if (key === "Enter") {
      const pressed = new KeyboardEvent("keydown", { key });
      view.someProp("handleKeyDown", (handle) => handle(view, pressed));
      continue;
    }
    const { from, to } = view.state.selection;
    const typed = () => view.state.tr.insertText(key);
    if (!view.someProp("handleTextInput", (handle) => handle(view, from, to, key, typed)))
      view.dispatch(typed());
  }
}

/** Letters before a place by which it is found in a paragraph that others have changed. */
const CONTEXT = 24;

/** The position of a place in an editor; null where its block is gone, or the text before it is another. */
function positionOf({ view }: Editor, { blockId, before }: EarlyPlace): number | null {
  const block = view.dom.querySelector(`[data-id="${CSS.escape(blockId)}"]`);
  if (!block) return null;
  const text = block.textContent ?? "";
  let offset = before.length;
  if (!text.startsWith(before)) {
    const near = before.slice(-CONTEXT);
    const found = text.indexOf(near);
    if (found < 0 || found !== text.lastIndexOf(near)) return null;
    offset = found + near.length;
  }
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode();
  while (node && offset > (node.nodeValue?.length ?? 0)) {
    offset -= node.nodeValue?.length ?? 0;
    node = texts.nextNode();
  }
  return node ? view.posAtDOM(node, offset) : view.posAtDOM(block, 0);
}
