import type { Node } from "@tiptap/pm/model";
import { Plugin, TextSelection, type EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { footnoteAt } from "./footnote-commands";
import { letterRuns } from "./letter-runs";

/* oxlint-disable no-underscore-dangle -- what a transaction deleted can only be read from Yjs's items */

/**
 * Keeps what one types in a footnote while somebody else splits, joins or moves the paragraph around
 * it. For the shared document such a footnote is taken away and another with the same id and the
 * words that the other person knew is put in; words typed meanwhile would go with the old one. Their
 * writer's editor, and no other, puts them into the new one.
 */
export function footnoteRescue(): Plugin {
  return new Plugin({
    view(view) {
      const doc = sharedState(view.state).doc;
      if (!doc) return {};
      let drowned: TakenAway[] = [];
      let caret: CaretInFootnote | null = null;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const later = () => {
        // After everything that the change brings has been drawn.
        timer ??= setTimeout(() => {
          timer = undefined;
          const [notes, place] = [drowned, caret];
          [drowned, caret] = [[], null];
          if (view.isDestroyed) return;
          if (view.editable) for (const note of notes) rescue(view, note);
          if (place !== null) putBack(view, place);
        }, 0);
      };
      const listen = (transaction: Y.Transaction) => {
        if (transaction.local) return;
        const taken = takenAway(transaction, doc.clientID);
        if (taken.length === 0) return;
        drowned.push(...taken);
        later();
      };
      doc.on("afterTransaction", listen);
      return {
        update(_view, before) {
          if (!sharedState(view.state).isChangeOrigin) return;
          const was = caretIn(before);
          if (was === null || caretIn(view.state)?.id === was.id) return;
          caret ??= was;
          later();
        },
        destroy() {
          doc.off("afterTransaction", listen);
          clearTimeout(timer);
        },
      };
    },
  });
}

function sharedState(state: EditorState) {
  return (ySyncPluginKey.getState(state) ?? {}) as { doc?: Y.Doc; isChangeOrigin?: boolean };
}

interface CaretInFootnote {
  readonly id: unknown;
  readonly offset: number;
}

function caretIn({ selection }: EditorState): CaretInFootnote | null {
  const { $head } = selection;
  const around = selection instanceof TextSelection ? footnoteAt($head) : null;
  return around && { id: around.node.attrs.id as unknown, offset: $head.parentOffset };
}

/** The caret goes on in the footnote that it stood in, which is another one now. */
function putBack(view: EditorView, { id, offset }: CaretInFootnote): void {
  const found = findFootnote(view.state.doc, id);
  if (found === null || caretIn(view.state) !== null) return;
  const place = found.position + 1 + Math.min(offset, found.node.content.size);
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place)));
}

interface PlacedFootnote {
  readonly node: Node;
  readonly position: number;
}

function findFootnote(document: Node, id: unknown): PlacedFootnote | null {
  const found: PlacedFootnote[] = [];
  document.descendants((node, position) => {
    if (node.type.name === "footnote" && node.attrs.id === id) found.push({ node, position });
    return found.length === 0;
  });
  return found[0] ?? null;
}

/** A footnote as it read here before it was taken away; `own` tells which letters are one's own. */
interface TakenAway {
  readonly id: string;
  readonly text: string;
  readonly own: readonly boolean[];
}

/** The footnotes that the transaction took away and in which this client wrote. */
function takenAway(transaction: Y.Transaction, client: number): TakenAway[] {
  const notes: TakenAway[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return;
    const { type } = struct.content;
    if (!(type instanceof Y.XmlElement) || type.nodeName !== "footnote") return;
    const id = idOf(type);
    const letters = lettersOf(type, transaction);
    if (id === null || !letters.some(({ by }) => by === client)) return;
    notes.push({
      id,
      text: letters.map(({ letter }) => letter).join(""),
      own: letters.map(({ by }) => by === client),
    });
  });
  return notes;
}

/** The letters (UTF-16 units) that stood in the footnote before the transaction, with their writers. */
function lettersOf(
  parent: Y.XmlElement | Y.XmlText,
  transaction: Y.Transaction,
): { readonly letter: string; readonly by: number }[] {
  const letters: { letter: string; by: number }[] = [];
  for (let item = parent._start; item !== null; item = item.right) {
    if (!item.deleted || !Y.isDeleted(transaction.deleteSet, item.id)) continue;
    const { content, id } = item;
    if (content instanceof Y.ContentString) {
      letters.push(...content.str.split("").map((letter) => ({ letter, by: id.client })));
    } else if (content instanceof Y.ContentType && content.type instanceof Y.XmlText) {
      letters.push(...lettersOf(content.type, transaction));
    }
  }
  return letters;
}

function idOf(element: Y.XmlElement): string | null {
  const content = element._map.get("id")?.content;
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : null;
  return typeof value === "string" ? value : null;
}

function rescue(view: EditorView, { id, text, own }: TakenAway): void {
  const found = findFootnote(view.state.doc, id);
  if (found === null) return;
  const { node, position } = found;
  // Only letters are compared; what else stands in the footnote keeps its place between them.
  const places: number[] = [];
  node.forEach((child, offset) => {
    for (let index = 0; index < (child.text?.length ?? 0); index += 1) {
      places.push(position + 1 + offset + index);
    }
  });
  const end = position + 1 + node.content.size;
  const transaction = view.state.tr;
  let at = 0;
  let before = 0;
  for (const { value, in: where } of letterRuns(node.textContent, text)) {
    if (where === "after") {
      const missing = value.split("").filter((_, index) => own[before + index]);
      const place = at === 0 ? (places[0] ?? end) : (places[at - 1] ?? end - 1) + 1;
      if (missing.length > 0) {
        transaction.insertText(missing.join(""), transaction.mapping.map(place, 1));
      }
      before += value.length;
    } else {
      at += value.length;
      if (where === "both") before += value.length;
    }
  }
  if (transaction.docChanged) view.dispatch(transaction);
}
