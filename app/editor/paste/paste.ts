import { Slice, type Node, type ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import { blocksBetween, holdsWords } from "#app/document/nodes/block-ids.ts";
import { referenceOf } from "#app/document/nodes/cross-reference.ts";
import { footnoteAt } from "#app/editor/commands/footnote-commands.ts";
import { wordsForFootnote } from "./footnote-content.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { flattenPasted } from "./pasted-html.ts";
import { withoutControlSigns } from "./control-characters.ts";
import { placeInWords, REFUSED_PASTE } from "./refused-paste.ts";

/**
 * The most that one paste may bring, in bytes as it travels to the others: 900,000, about 150,000
 * words. One paste is one message to the room, which takes 1 MiB.
 */
export const LARGEST_PASTE = 900_000;

/** HTML and text beyond this many characters are not even read; office programs write much markup. */
export const LARGEST_CLIPBOARD = 12_000_000;

/**
 * Pasting and dropping: structure arrives as our kinds, styles are dropped, and what can't come in is
 * refused with a sentence before anything is changed.
 */
export function pasting(onRefusedPaste: (sentence: string) => void): Plugin {
  let leftOut = 0;
  let signs = 0;

  const stops = (event: Event, data: DataTransfer | null, at: ResolvedPos) => {
    leftOut = 0;
    signs = 0;
    const refused = data === null ? null : refusalOf(data);
    if (refused === null) return false;
    onRefusedPaste(REFUSED_PASTE[refused](placeInWords(at)));
    event.preventDefault();
    return true;
  };
  /** Says what does not come in there; answers whether nothing does. */
  const refuses = (slice: Slice, at: ResolvedPos): boolean => {
    const images = leftOut;
    leftOut = 0;
    const place = placeInWords(at);
    if (pasteBytes(slice) > LARGEST_PASTE) {
      onRefusedPaste(REFUSED_PASTE.tooLarge(place));
      return true;
    }
    if (images > 0 && !holdsAnything(slice)) {
      onRefusedPaste(REFUSED_PASTE.image(place));
      return true;
    }
    if (images > 0) onRefusedPaste(REFUSED_PASTE.someImages(images, place));
    else if (signs > 0) onRefusedPaste(REFUSED_PASTE.someSigns(signs, place));
    return false;
  };

  const paste = (view: EditorView, slice: Slice): boolean => {
    const { state } = view;
    const at = state.selection.$from;
    if (refuses(slice, at)) return true;
    let words = intoEmptyBlock(state, slice);
    if (footnoteAt(at) !== null) {
      const note = wordsForFootnote(state.schema, slice);
      if (note.leftOut) onRefusedPaste(REFUSED_PASTE.notInFootnote(placeInWords(at)));
      words = state.tr.replaceSelection(note.words);
    }
    if (words === null) return false;
    view.dispatch(words.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
    return true;
  };

  const drop = (view: EditorView, event: DragEvent, slice: Slice, moved: boolean): boolean => {
    const { state } = view;
    const at = droppedAt(view, event);
    // What is moved within the text is there already, whatever its size.
    if (!moved && refuses(slice, at)) return true;
    if (moved && signs > 0) onRefusedPaste(REFUSED_PASTE.someSigns(signs, placeInWords(at)));
    if (footnoteAt(at) === null) return false;
    const note = wordsForFootnote(state.schema, slice);
    if (note.leftOut && moved) {
      onRefusedPaste(REFUSED_PASTE.notMovedToFootnote(placeInWords(at)));
      return true;
    }
    if (note.leftOut) onRefusedPaste(REFUSED_PASTE.notInFootnote(placeInWords(at)));
    const transaction = state.tr;
    if (moved) transaction.deleteSelection();
    const { pos, deleted } = transaction.mapping.mapResult(at.pos);
    // Dropped on itself: it stays where it is.
    if (deleted || footnoteAt(transaction.doc.resolve(pos)) === null) return true;
    transaction.setSelection(TextSelection.create(transaction.doc, pos));
    view.dispatch(transaction.replaceSelection(note.words).setMeta("uiEvent", "drop"));
    return true;
  };

  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (view, event) => stops(event, event.clipboardData, view.state.selection.$from),
        drop: (view, event) =>
          view.dragging === null && stops(event, event.dataTransfer, droppedAt(view, event)),
      },
      transformPastedHTML(html) {
        const page = new globalThis.DOMParser().parseFromString(html, "text/html");
        leftOut = flattenPasted(page);
        return page.body.innerHTML;
      },
      transformPasted(slice) {
        const cleaned = withoutControlSigns(slice);
        signs = cleaned.leftOut;
        return cleaned.slice;
      },
      handlePaste: (view, _event, slice) => paste(view, slice),
      handleDrop: (view, event, slice, moved) => drop(view, event, slice, moved),
    },
  });
}

/** Where something is dropped; where the browser can't tell, at the caret. */
function droppedAt(view: EditorView, { clientX, clientY }: DragEvent): ResolvedPos {
  const place = view.posAtCoords({ left: clientX, top: clientY });
  return place ? view.state.doc.resolve(place.pos) : view.state.selection.$from;
}

/** Why this clipboard is refused before it is read, or null. */
function refusalOf(data: DataTransfer): "tooLarge" | "image" | "file" | null {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (html.length + text.length > LARGEST_CLIPBOARD) return "tooLarge";
  if (html !== "" || text !== "" || data.files.length === 0) return null;
  return Array.from(data.files).some((file) => file.type.startsWith("image/")) ? "image" : "file";
}

/** Whether there is anything in it but the empty block around a picture that was left out. */
function holdsAnything(slice: Slice): boolean {
  let found = false;
  slice.content.descendants((node) => {
    found ||= node.isText || node.isLeaf;
  });
  return found;
}

/**
 * How many bytes pasted content comes to in the shared document, rounded up: its text as UTF-8, and
 * what each block, cell and change of marks costs beside it.
 */
export function pasteBytes(slice: Slice): number {
  let bytes = 0;
  slice.content.descendants((node: Node) => {
    if (node.isText) {
      bytes += utf8Length(node.text ?? "") + 40 * node.marks.length;
      for (const mark of node.marks) bytes += 2 * String(mark.attrs.href ?? "").length;
    } else {
      bytes += 120;
      const { targets, ranges } = referenceOf(node.attrs);
      for (const id of [...targets, ...ranges.flat()]) bytes += id.length + 3;
    }
  });
  return bytes;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

/**
 * Some words out of one block, pasted into an empty item, heading or quote, leave it what it is. In
 * an empty body block they bring their kind along, as a paragraph that was moved ought to. In either
 * they bring the id along if it went away with them, so that what refers to them follows.
 */
function intoEmptyBlock(state: EditorState, slice: Slice): Transaction | null {
  const { $from, empty } = state.selection;
  const target = $from.parent;
  const only = slice.content.childCount === 1 ? slice.content.firstChild : null;
  const openWords = only?.type.name === "block" && slice.openStart > 0 && slice.openEnd > 0;
  if (!empty || target.type.name !== "block" || target.content.size > 0 || !openWords) return null;
  if (blockShape(target.attrs).kind === "body") return null;
  const transaction = state.tr.replaceSelection(new Slice(only.content, 0, 0));
  const id: unknown = only.attrs.id;
  const blocks = blocksBetween(state.doc, 0, state.doc.childCount);
  const there = blocks.some(({ node }) => node.attrs.id === id && holdsWords(node));
  if (isBlockId(id) && !there) transaction.setNodeAttribute($from.before(), "id", id);
  return transaction;
}
