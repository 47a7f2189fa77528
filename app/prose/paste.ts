import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { Plugin, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { targetIds } from "./cross-reference";
import { footnoteAt } from "./footnote-commands";
import { blockShape } from "./kinds";
import { flattenPasted } from "./pasted-html";
import { nodeType } from "./schema";

/**
 * The most that one paste may bring, in bytes as it travels to the others: 900,000, about 150,000
 * words. One paste is one message to the room, which takes 1 MiB.
 */
export const LARGEST_PASTE = 900_000;

/** HTML and text beyond this many characters are not even read; office programs write much markup. */
export const LARGEST_CLIPBOARD = 12_000_000;

export const REFUSED_PASTE = {
  tooLarge:
    "That is more than one paste may bring (about 150,000 words). Nothing was pasted and nothing was lost; please paste it in parts.",
  image:
    "Pictures can't stand in the text of a filing. Nothing was pasted and nothing was lost; add the picture as an exhibit instead.",
  notInFootnote:
    "The words were pasted; a page break, caption, signature block or exhibit among them was left out, because none can stand in a footnote.",
  someImages: (images: number) =>
    `The words were pasted; ${images === 1 ? "a picture" : `${images} pictures`} among them could not be, because pictures can't stand in the text of a filing.`,
} as const;

/**
 * Pasting and dropping: structure arrives as our kinds, styles are dropped, and what can't come in is
 * refused with a sentence before anything is changed.
 */
export function pasting(onRefusedPaste: (sentence: string) => void): Plugin {
  let leftOut = 0;

  const refuses = (data: DataTransfer | null): boolean => {
    leftOut = 0;
    const refusal = data === null ? null : refusalOf(data);
    if (refusal !== null) onRefusedPaste(refusal);
    return refusal !== null;
  };
  const stops = (event: Event, data: DataTransfer | null) => {
    if (!refuses(data)) return false;
    event.preventDefault();
    return true;
  };
  const place = (view: EditorView, slice: Slice): boolean => {
    if (pasteBytes(slice) > LARGEST_PASTE) {
      onRefusedPaste(REFUSED_PASTE.tooLarge);
      return true;
    }
    if (leftOut > 0 && slice.content.size === 0) {
      onRefusedPaste(REFUSED_PASTE.image);
      return true;
    }
    if (leftOut > 0) onRefusedPaste(REFUSED_PASTE.someImages(leftOut));
    leftOut = 0;
    const note = intoFootnote(view.state, slice);
    if (note?.leftOut) onRefusedPaste(REFUSED_PASTE.notInFootnote);
    const words = note?.transaction ?? intoEmptyBlock(view.state, slice);
    if (words === null) return false;
    view.dispatch(words.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
    return true;
  };

  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (_view, event) => stops(event, event.clipboardData),
        drop: (view, event) => view.dragging === null && stops(event, event.dataTransfer),
      },
      transformPastedHTML(html) {
        const page = new globalThis.DOMParser().parseFromString(html, "text/html");
        leftOut = flattenPasted(page);
        return page.body.innerHTML;
      },
      handlePaste: (view, _event, slice) => place(view, slice),
      handleDrop: (_view, _event, slice, moved) => {
        if (moved || pasteBytes(slice) <= LARGEST_PASTE) return false;
        onRefusedPaste(REFUSED_PASTE.tooLarge);
        return true;
      },
    },
  });
}

/** Why this clipboard is refused before it is read, or null. */
function refusalOf(data: DataTransfer): string | null {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (html.length + text.length > LARGEST_CLIPBOARD) return REFUSED_PASTE.tooLarge;
  const hasWords = html !== "" || text !== "";
  const pictures = Array.from(data.files).some((file) => file.type.startsWith("image/"));
  return pictures && !hasWords ? REFUSED_PASTE.image : null;
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
      for (const id of targetIds(node.attrs)) bytes += id.length + 3;
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

/** What is pasted into a footnote comes in as words: paragraphs become lines, footnotes plain words. */
function intoFootnote(
  state: EditorState,
  slice: Slice,
): { readonly transaction: Transaction; readonly leftOut: boolean } | null {
  if (footnoteAt(state.selection.$from) === null) return null;
  const words: Node[] = [];
  let leftOut = false;
  const collect = (node: Node): void => {
    if (node.type.name === "footnote") {
      words.push(state.schema.text(" "));
      node.forEach(collect);
    } else if (node.isInline) {
      words.push(node);
    } else if (node.isLeaf) {
      leftOut = true;
    } else {
      if (node.isTextblock && words.length > 0) {
        words.push(nodeType(state.schema, "hardBreak").create());
      }
      node.forEach(collect);
    }
  };
  slice.content.forEach(collect);
  const transaction = state.tr.replaceSelection(new Slice(Fragment.from(words), 0, 0));
  return { transaction, leftOut };
}

/**
 * Some words out of one block, pasted into an empty item, heading or quote, leave it what it is. In
 * an empty body block they bring their kind along, as a paragraph that was moved ought to.
 */
function intoEmptyBlock(state: EditorState, slice: Slice): Transaction | null {
  const { $from, empty } = state.selection;
  const target = $from.parent;
  const only = slice.content.childCount === 1 ? slice.content.firstChild : null;
  const openWords = only?.type.name === "block" && slice.openStart > 0 && slice.openEnd > 0;
  if (!empty || target.type.name !== "block" || target.content.size > 0 || !openWords) return null;
  if (blockShape(target.attrs).kind === "body") return null;
  return state.tr.replaceSelection(new Slice(only.content, 0, 0));
}
