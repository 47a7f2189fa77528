import { Selection, TextSelection } from "@tiptap/pm/state";
import type { Node } from "@tiptap/pm/model";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import type { Editor } from "#app/editor/editor.ts";

/** A place in a text that has no editor yet. */
interface EarlyCaret {
  readonly blockId: string;
  /** Before it in its block, generated ones included. */
  readonly letters: number;
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

/** The place that somebody clicked in a first paint, to go on typing there; null where they did not. */
export function caretInPaint(frame: HTMLElement): EarlyCaret | null {
  const selection = document.getSelection();
  const node = selection?.focusNode;
  if (!node || !selection.isCollapsed || !frame.contains(node)) return null;
  // They may be in a field elsewhere by now.
  if (!document.activeElement?.contains(frame)) return null;
  const block = node.parentElement?.closest<HTMLElement>("[data-kind][data-id]");
  if (!block) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, selection.focusOffset);
  return { blockId: block.dataset["id"] ?? "", letters: before.toString().length };
}

/** Types the keys that were pressed at a place in the paint, once the caret of the editor is there. */
export function typeEarlyKeys({ view }: Editor): void {
  for (const key of takeEarlyKeys()) {
    if (key.length > 1) {
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

/** Keeps no further ones. */
export function takeEarlyKeys(): readonly string[] {
  const keys = window.earlyKeys ?? [];
  delete window.earlyKeys;
  return keys;
}

/** Puts the caret of an editor, which shows the same text, at that place. */
export function putCaret(editor: Editor, { blockId, letters }: EarlyCaret): void {
  const { view, state } = editor;
  const block = view.dom.querySelector(`[data-id="${CSS.escape(blockId)}"]`);
  if (!block) return;
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let rest = letters;
  let node = texts.nextNode();
  while (node && rest > (node.nodeValue?.length ?? 0)) {
    rest -= node.nodeValue?.length ?? 0;
    node = texts.nextNode();
  }
  const position = node ? view.posAtDOM(node, rest) : view.posAtDOM(block, 0);
  view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(position))));
  focusText(view);
}
