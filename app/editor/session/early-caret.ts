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
 * Does in an editor, which shows the text of the paint, what somebody did there. Keys are typed only where
 * the same text still stands before them: somebody else may have written or deleted there since.
 */
export function putHands(editor: Editor, { caret, typed }: EarlyHands): void {
  const { view } = editor;
  const at = caret && positionOf(editor, caret);
  const typedAt = typed && positionOf(editor, typed.place);
  if (typed && typedAt?.isSame) {
    const before = view.state.doc.content.size;
    select(editor, typedAt.position);
    typeKeys(editor, typed.keys);
    const more = view.state.doc.content.size - before;
    if (at && at.position !== typedAt.position) {
      select(editor, at.position + (at.position > typedAt.position ? more : 0));
    }
  } else if (at) select(editor, at.position);
  if (at) focusText(view);
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

/** The position of a place in an editor, and whether the same text stands before it; null without its block. */
function positionOf(
  { view }: Editor,
  { blockId, before }: EarlyPlace,
): { readonly position: number; readonly isSame: boolean } | null {
  const block = view.dom.querySelector(`[data-id="${CSS.escape(blockId)}"]`);
  if (!block) return null;
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let passed = "";
  let node = texts.nextNode();
  while (node && before.length - passed.length > (node.nodeValue?.length ?? 0)) {
    passed += node.nodeValue ?? "";
    node = texts.nextNode();
  }
  const rest = before.length - passed.length;
  const position = node ? view.posAtDOM(node, rest) : view.posAtDOM(block, 0);
  return { position, isSame: passed + (node?.nodeValue ?? "").slice(0, rest) === before };
}
