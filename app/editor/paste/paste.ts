import type { ResolvedPos, Slice } from "@tiptap/pm/model";
import { Plugin, Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { handlePaste as pasteIntoCells, isInTable, CellSelection } from "@tiptap/pm/tables";
import { AttrStep } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { selectedAtoms, spareAtoms } from "#app/editor/behavior/block-atoms.ts";
import { footnoteAt } from "#app/editor/commands/footnote-commands.ts";
import { moveBlocks } from "./move-blocks.ts";
import { isCopiedHere, readCopiedHere } from "./copied-here.ts";
import { contentForFootnote } from "./footnote-content.ts";
import { foreignPaste } from "./foreign-paste.ts";
import { withNotice } from "./paste-notice.ts";
import { joinsLine, insertPaste } from "./paste-place.ts";
import { LARGEST_CLIPBOARD, LARGEST_PASTE, pasteBytes } from "./paste-size.ts";
import { FROM_ANYWHERE, type PastedFrom } from "./pasted-from.ts";
import { withoutControlCharacters } from "./control-characters.ts";
import type { PastedRange } from "./read-foreign.ts";
import { lossesSentence, NO_LOSSES, placeText, REFUSED_PASTE } from "./refused-paste.ts";
import { pasteWhenReadable } from "./waiting-paste.ts";

/** A paste or drop without its slice: its source, and how it arrived. */
interface IncomingPaste extends PastedFrom {
  /** The number of removed control characters. */
  readonly signs: number;
  /** Whether to keep struck-out text. */
  readonly withStruck: boolean;
  readonly uiEvent: "paste" | "drop";
  /** Whether it came as HTML. */
  readonly isHtml: boolean;
  /** Whether it has waited for the reader's code, successfully or not. */
  readonly waited: boolean;
  /** Whether it is the plain text of HTML that could not be read. */
  readonly unread: boolean;
}

const NOTHING_KNOWN: IncomingPaste = {
  ...FROM_ANYWHERE,
  signs: 0,
  withStruck: false,
  uiEvent: "paste",
  isHtml: false,
  waited: false,
  unread: false,
};

/**
 * Handles paste and drop: structure is converted to our kinds, styles are dropped, and what can't
 * be accepted is refused with a sentence before anything changes. What got lost is reported.
 * Content copied here is pasted at once; any other may have to wait for the reader's code.
 */
export function pasting(): Plugin {
  // ProseMirror reads a clipboard in several calls; this carries state from one to the next.
  let arriving = NOTHING_KNOWN;
  // HTML whose reader is not loaded yet.
  let unread: string | null = null;
  // The notice for a move within the text, which ProseMirror performs.
  let saidOfMove: string | null = null;

  const stops = (view: EditorView, event: Event, data: DataTransfer | null, at: ResolvedPos) => {
    arriving = NOTHING_KNOWN;
    unread = null;
    const refused = data === null ? null : refusalOf(data);
    if (refused === null) return false;
    refuse(view, REFUSED_PASTE[refused](placeText(at)));
    event.preventDefault();
    return true;
  };

  /** Whether the paste must wait for the reader's code, and is inserted later. */
  const waits = (
    view: EditorView,
    event: ClipboardEvent | undefined,
    data: DataTransfer | null | undefined,
    uiEvent: IncomingPaste["uiEvent"],
  ): boolean => {
    if (arriving.here || arriving.waited || foreignPaste() !== null) return false;
    const html = unread;
    const text = data?.getData("text/plain") ?? "";
    void pasteWhenReadable(view, view.state.selection, () => {
      const isUnread = foreignPaste() === null && html !== null;
      arriving = { ...NOTHING_KNOWN, uiEvent, waited: true, unread: isUnread };
      const at = view.state.selection.$from;
      if (!view.editable) refuse(view, REFUSED_PASTE.ended(placeText(at)));
      else if (html !== null && !isUnread) view.pasteHTML(html, event);
      else view.pasteText(text || textOfHtml(html ?? ""), event);
    });
    return true;
  };

  const drop = (view: EditorView, event: DragEvent, slice: Slice, moved: boolean): boolean => {
    const at = droppedAt(view, event);
    const inFootnote = footnoteAt(at) !== null;
    const here = view.dragging !== null;
    if (moved) {
      const losses = { ...NO_LOSSES, signs: arriving.signs };
      saidOfMove = lossesSentence(losses, placeText(at));
      return inFootnote ? moveIntoFootnote(view, at, slice) : moveBlocks(view, at);
    }
    // Content copied here, outside of a footnote, is left to ProseMirror.
    if (here && !inFootnote) return isTooLarge(view, slice, at);
    view.dispatch(view.state.tr.setSelection(Selection.near(at)));
    if (!here && waits(view, undefined, event.dataTransfer, "drop")) return true;
    insertIncoming(view, slice, { ...arriving, here: here || arriving.here, uiEvent: "drop" });
    return true;
  };

  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (view, event) => stops(view, event, event.clipboardData, view.state.selection.$from),
        drop: (view, event) =>
          view.dragging === null && stops(view, event, event.dataTransfer, droppedAt(view, event)),
      },
      transformPastedHTML(html) {
        const page = new globalThis.DOMParser().parseFromString(html, "text/html");
        const { body } = page;
        const images = body.querySelectorAll("img, picture, svg, video, object, embed");
        images.forEach((image) => image.remove());
        arriving = { ...arriving, isHtml: true, images: images.length };
        const foreign = foreignPaste();
        if (isCopiedHere(body)) arriving = { ...arriving, here: true, whole: readCopiedHere(body) };
        else if (foreign) arriving = { ...arriving, ...foreign.flatten(page) };
        else {
          unread = html;
          return "";
        }
        return body.innerHTML;
      },
      transformPasted(slice) {
        const cleaned = withoutControlCharacters(slice);
        arriving = { ...arriving, signs: cleaned.leftOut };
        return cleaned.slice;
      },
      handlePaste(view, event, slice) {
        const isNothing = slice.size === 0 && arriving.images === 0 && unread === null;
        if (isNothing) return arriving.isHtml;
        if (waits(view, event, event.clipboardData, "paste")) return true;
        const isPaste = arriving.uiEvent === "paste";
        if (isPaste && isInTable(view.state) && intoCells(view, event, slice, arriving))
          return true;
        insertIncoming(view, slice, arriving);
        return true;
      },
      handleDrop: (view, event, slice, moved) => drop(view, event, slice, moved),
    },
    appendTransaction(transactions, _before, state) {
      if (saidOfMove === null) return null;
      if (!transactions.some((one) => one.getMeta("uiEvent") === "drop")) return null;
      const sentence = saidOfMove;
      saidOfMove = null;
      return withNotice(state.tr, { sentence });
    },
  });
}

function refuse(view: EditorView, sentence: string, anyway?: (view: EditorView) => void): void {
  view.dispatch(withNotice(view.state.tr, anyway ? { sentence, anyway } : { sentence }));
}

function isTooLarge(view: EditorView, slice: Slice, at: ResolvedPos): boolean {
  if (pasteBytes(slice) <= LARGEST_PASTE) return false;
  refuse(view, REFUSED_PASTE.tooLarge(placeText(at)));
  return true;
}

/** Inserts the acceptable part at the selection, and reports the rest. */
function insertIncoming(view: EditorView, slice: Slice, from: IncomingPaste): void {
  const at = view.state.selection.$from;
  const place = placeText(at);
  if (isTooLarge(view, slice, at)) return;
  if (from.images > 0 && !holdsAnything(slice)) return refuse(view, REFUSED_PASTE.image(place));
  const foreign = from.here ? null : foreignPaste();
  const leavesStruck = !from.withStruck;
  if (leavesStruck && foreign?.holdsOnlyStruck(slice.content)) {
    const all = { ...from, withStruck: true };
    return refuse(view, REFUSED_PASTE.onlyStruck(place), (now) => insertIncoming(now, slice, all));
  }

  // Selected captions and exhibits stay.
  if (selectedAtoms(view.state.selection).length > 0) view.dispatch(spareAtoms(view.state.tr));
  const { state } = view;
  const note = footnoteAt(at) === null ? null : contentForFootnote(state.schema, slice);
  const joins = joinsLine(state, slice, from.whole);
  const lines = foreign?.numberLines(slice, joins) ?? { slice, numbers: new Map() };
  const transaction = note
    ? state.tr.replaceSelection(note.words)
    : insertPaste(state, lines.slice, from.whole);
  const pasted = changedRange(transaction);
  const listed = note ? null : from.numbers;
  const settled = foreign?.settle(transaction, { pasted, lines, listed, joins, leavesStruck });
  const sentence = [
    note?.leftOut ? REFUSED_PASTE.notInFootnote(place) : null,
    lossesSentence({ ...NO_LOSSES, ...from, ...settled?.losses }, place, foreign?.losses),
  ].filter((one) => one !== null);
  withNotice(transaction, sentence.length === 0 ? null : { sentence: sentence.join(" ") }, {
    pasted: settled?.pasted ?? pasted,
    struck: settled?.struck ?? null,
  });
  const { uiEvent } = from;
  view.dispatch(transaction.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", uiEvent));
}

/** Cells, and anything pasted into selected cells, are handled by the table's own paste. */
function intoCells(
  view: EditorView,
  event: ClipboardEvent,
  slice: Slice,
  from: IncomingPaste,
): boolean {
  const { selection } = view.state;
  const isCells = slice.content.firstChild?.type.spec.tableRole !== undefined;
  if (!(selection instanceof CellSelection) && !isCells) return false;
  const at = selection.$from;
  const place = placeText(at);
  if (isTooLarge(view, slice, at)) return true;
  const foreign = from.here ? null : foreignPaste();
  const words = foreign?.withoutStruck(slice) ?? { slice, places: 0 };
  if (!pasteIntoCells(view, event, words.slice)) return false;
  const sentence = lossesSentence(
    { ...NO_LOSSES, ...from, struck: words.places },
    place,
    foreign?.losses,
  );
  view.dispatch(withNotice(view.state.tr, sentence === null ? null : { sentence }));
  return true;
}

/**
 * Text dragged into a footnote is removed at its source, unless part of it is not allowed there.
 */
function moveIntoFootnote(view: EditorView, at: ResolvedPos, slice: Slice): boolean {
  const { state } = view;
  const note = contentForFootnote(state.schema, slice);
  if (note.leftOut) {
    refuse(view, REFUSED_PASTE.notMovedToFootnote(placeText(at)));
    return true;
  }
  const transaction = state.tr.deleteSelection();
  const { pos, deleted } = transaction.mapping.mapResult(at.pos);
  // Dropped on itself: nothing changes.
  if (deleted || footnoteAt(transaction.doc.resolve(pos)) === null) return true;
  transaction.setSelection(TextSelection.create(transaction.doc, pos));
  view.dispatch(transaction.replaceSelection(note.words).setMeta("uiEvent", "drop"));
  return true;
}

/** The range that a transaction inserted, in its own document. */
function changedRange(transaction: Transaction): PastedRange {
  let from = transaction.doc.content.size;
  let to = 0;
  transaction.steps.forEach((step, index) => {
    const after = transaction.mapping.slice(index + 1);
    const include = (start: number, end: number) => {
      from = Math.min(from, after.map(start, -1));
      to = Math.max(to, after.map(end, 1));
    };
    if (step instanceof AttrStep) include(step.pos, step.pos);
    step.getMap().forEach((_oldStart, _oldEnd, start, end) => include(start, end));
  });
  return { from: Math.min(from, to), to };
}

/** The place of a drop; the caret where the browser can't tell. */
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

/** The text of HTML that comes without plain text and can't be read. */
function textOfHtml(html: string): string {
  const { body } = new globalThis.DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll("script, style, title").forEach((element) => element.remove());
  body.querySelectorAll("p, div, li, tr, br, h1, h2, h3, h4, h5, h6, pre").forEach((element) => {
    element.after("\n");
  });
  return (body.textContent ?? "").trimEnd();
}

/** Whether there is content besides the empty block around a dropped picture. */
function holdsAnything(slice: Slice): boolean {
  let found = false;
  slice.content.descendants((node) => {
    found ||= node.isText || node.isLeaf;
  });
  return found;
}
