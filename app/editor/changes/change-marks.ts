import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import type { ChangePiece } from "#app/document/changes/index.ts";
import { organizationColor } from "#app/domain/colors.ts";
import type { ChangePerson } from "#app/domain/changes/answers.ts";
import { caretBesideDrawn } from "#app/editor/behavior/caret-beside-drawn.ts";
import { watchVisibleRange } from "#app/editor/find/visible-range.ts";
import { type ChangeSet, type ShownChange, shifted } from "./change-set.ts";
import { changeSentence, doerText, goneText } from "./change-sentences.ts";
import type { Suggesters } from "./people-of-changes.ts";
import { goneWidget } from "./gone-widget.ts";
import { childOf, nodeAt, type PlacedNode, positionOf, startsOf } from "./places.ts";

/** The input from which the marks are drawn. */
interface ChangesShown {
  readonly set: ChangeSet;
  readonly personOf: (userId: string) => ChangePerson | null;
  readonly suggestersOf: (change: ShownChange) => Suggesters;
  readonly isSeen: (change: ShownChange) => boolean;
  /** The change that one stands at. */
  readonly current: string | null;
}

interface ChangeMarksState {
  readonly shown: ChangesShown | null;
  readonly visible: { readonly from: number; readonly to: number };
  readonly drawn: DecorationSet;
}

interface ChangeMarksMeta {
  readonly shown?: ChangesShown | null;
  readonly visible?: { readonly from: number; readonly to: number };
}

const marksKey = new PluginKey<ChangeMarksState>("changes");

/** About three windows of text, until the visible range is known. */
const FIRST_RANGE = 10_000;
/** The most marks drawn at once; each is an element. */
const MOST_MARKS = 2_000;

/**
 * Draws what changed in the part of the text that is on the screen; decorations only, so that nothing
 * of it reaches the text (M14). Between comparisons they move with the text.
 */
export function changeMarks(): Plugin<ChangeMarksState> {
  return new Plugin<ChangeMarksState>({
    key: marksKey,
    state: {
      init: (_config, { doc }) => ({
        shown: null,
        visible: { from: 0, to: Math.min(doc.content.size, FIRST_RANGE) },
        drawn: DecorationSet.empty,
      }),
      apply(transaction, before, _oldState, { doc }) {
        const meta = transaction.getMeta(marksKey) as ChangeMarksMeta | undefined;
        if (!meta && !transaction.docChanged) return before;
        const shown = meta?.shown === undefined ? before.shown : meta.shown;
        const visible = meta?.visible ?? moved(before.visible, transaction);
        if (!shown) return { shown, visible, drawn: DecorationSet.empty };
        if (meta) return { shown, visible, drawn: draw(doc, shown, visible) };
        return { shown, visible, drawn: before.drawn.map(transaction.mapping, doc) };
      },
    },
    props: {
      decorations: (state) => marksKey.getState(state)?.drawn,
      handleClick: caretBesideDrawn,
    },
    view: (view) =>
      watchVisibleRange(view, {
        isWatching: () => Boolean(marksKey.getState(view.state)?.shown),
        covered: () => marksKey.getState(view.state)?.visible ?? { from: 0, to: 0 },
        show: (visible) => {
          // While an edit waits to be compared, places would be of another text.
          if (isCompared(view)) view.dispatch(withMarks(view.state.tr, { visible }));
        },
      }),
  });
}

function isCompared(view: EditorView): boolean {
  const shown = marksKey.getState(view.state)?.shown;
  return shown ? shown.set.binding.synced === view.state.doc : true;
}

export function hasChangeMarks(state: EditorState): boolean {
  return marksKey.get(state) !== undefined;
}

/** Draws anew with this transaction. */
export function withMarks(transaction: Transaction, meta: ChangeMarksMeta): Transaction {
  return transaction.setMeta(marksKey, meta).setMeta("addToHistory", false);
}

function moved(range: ChangeMarksState["visible"], { docChanged, mapping }: Transaction) {
  if (!docChanged) return range;
  return { from: mapping.map(range.from, -1), to: mapping.map(range.to, 1) };
}

function draw(doc: Node, shown: ChangesShown, visible: ChangeMarksState["visible"]): DecorationSet {
  const starts = startsOf(doc);
  const marks: Decoration[] = [];
  const beside = new Map<number, string>();
  for (const { change, shift } of shown.set.inOrder()) {
    if (marks.length >= MOST_MARKS) break;
    const rowOf = (piece: ChangePiece) => Math.max(piece.at.row + shift, 0);
    const pieces = change.pieces.filter((piece) => {
      const start = starts[rowOf(piece)] ?? 0;
      return (starts[rowOf(piece) + 1] ?? start) >= visible.from && start <= visible.to;
    });
    if (pieces.length === 0) continue;
    const look = lookOf(change, shown);
    for (const piece of pieces) {
      marks.push(...marksOf(doc, piece, shift, look));
      if (!beside.has(rowOf(piece))) beside.set(rowOf(piece), look.org);
    }
  }
  for (const [row, org] of beside) marks.push(...besideMark(doc, starts[row], org));
  return DecorationSet.create(doc, marks);
}

/** The bar at the side of a block in which something changed; what stands between blocks has none. */
function besideMark(doc: Node, start: number | undefined, org: string): Decoration[] {
  const node = start === undefined ? null : doc.nodeAt(start);
  if (start === undefined || !node?.isBlock || node.type.name === "table") return [];
  const attributes = { class: `change-beside${org}` };
  return [Decoration.node(start, start + node.nodeSize, attributes)];
}

interface MarkLook {
  readonly id: string;
  readonly org: string;
  readonly title: string;
  readonly who: string;
  readonly isCurrent: boolean;
  readonly isSeen: boolean;
}

function lookOf(change: ShownChange, shown: ChangesShown): MarkLook {
  const person = change.doer ? shown.personOf(change.doer.person) : null;
  const who = doerText(change.doer, person, shown.suggestersOf(change));
  return {
    id: change.id,
    org: person ? ` org-${organizationColor(person.colour).cssName}` : "",
    title: `${who}: ${changeSentence(change)}`,
    who,
    isCurrent: change.id === shown.current,
    isSeen: shown.isSeen(change),
  };
}

function classOf(kind: string, { org, isCurrent, isSeen }: MarkLook): string {
  return `change change-${kind}${org}${isCurrent ? " change-current" : ""}${isSeen ? " change-seen" : ""}`;
}

function marksOf(doc: Node, piece: ChangePiece, shift: number, look: MarkLook): Decoration[] {
  const at = shifted(piece.at, shift);
  const { title } = look;
  if (piece.is === "deleted") return [goneMark(doc, piece, shift, look)];
  if (piece.is === "inserted" || piece.is === "restyled") {
    const from = positionOf(doc, at);
    const to = Math.min(from + piece.size, doc.content.size);
    const kind = piece.is === "inserted" ? "in" : "restyled";
    return from < to ? [Decoration.inline(from, to, { class: classOf(kind, look), title })] : [];
  }
  const whole = wholeNode(doc, at, piece);
  if (!whole) return [];
  const kind = piece.is === "reshaped" ? "reshaped" : "row";
  const { pos, node } = whole;
  return [Decoration.node(pos, pos + node.nodeSize, { class: classOf(kind, look), title })];
}

/** The node that a piece is about: a row, a line, a cell, or the inline node at its place. */
export function wholeNode(
  doc: Node,
  at: ChangePiece["at"],
  piece: Pick<ChangePiece, "is"> & { readonly isInline?: boolean },
): PlacedNode | null {
  if (piece.is === "line" || piece.is === "cell") {
    const table = nodeAt(doc, { ...at, cell: null });
    const line = table && childOf(table, at.cell?.[0] ?? 0);
    return piece.is === "line" ? line : line && childOf(line, at.cell?.[1] ?? 0);
  }
  const found = nodeAt(doc, at);
  if (!piece.isInline || !found) return found;
  const pos = found.pos + 1 + at.offset;
  const node = pos < doc.content.size ? doc.nodeAt(pos) : null;
  return node && !node.isText ? { node, pos } : null;
}

function goneMark(
  doc: Node,
  piece: Extract<ChangePiece, { is: "deleted" }>,
  shift: number,
  look: MarkLook,
): Decoration {
  const at = shifted(piece.at, shift);
  const [first] = piece.gone;
  const name = first?.is === "node" ? first.name : "";
  const isLine = name === "tableRow";
  const pos = isLine ? behindLine(doc, at) : positionOf(doc, at);
  const words = goneText(piece.gone);
  const key = `${look.id} ${pos - (startsOf(doc)[Math.max(at.row, 0)] ?? 0)} ${words} ${look.who} ${look.isCurrent} ${look.isSeen}`;
  const isBlock = !doc.resolve(pos).parent.isTextblock;
  return Decoration.widget(
    pos,
    () =>
      goneWidget(piece.gone, {
        className: classOf("out", look),
        title: look.title,
        who: look.who,
        isBlock,
        isLine,
      }),
    { side: -1, key, ignoreSelection: true, marks: [] },
  );
}

/** Behind the line of a table that a place names; before the first where it names none. */
function behindLine(doc: Node, at: ChangePiece["at"]): number {
  const table = nodeAt(doc, { ...at, cell: null });
  if (!table) return positionOf(doc, at);
  const line = childOf(table, at.cell?.[0] ?? -1);
  return line ? line.pos + line.node.nodeSize : table.pos + 1;
}
