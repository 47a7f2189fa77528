import { Slice } from "@tiptap/pm/model";
import { type Command, type EditorState, Plugin, type Transaction } from "@tiptap/pm/state";
import { keydownHandler } from "@tiptap/pm/keymap";
import { StepMap } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { bindingIn } from "#app/editor/binding/index.ts";
import { withNotice } from "#app/editor/paste/paste-notice.ts";
import { LARGEST_PASTE, pasteBytes } from "#app/editor/paste/paste-size.ts";
import { othersCarets } from "#app/editor/presence/carets.ts";
import { nodesOf, touchedBlocks } from "./duplicate.ts";

/** The way in which paragraphs are moved. */
type MoveDirection = "up" | "down";

/** The keys, which Word and Google Docs have too. */
export const MOVE_KEYS = { "Alt-Shift-ArrowUp": "up", "Alt-Shift-ArrowDown": "down" } as const;

interface MoveOptions {
  /** Brings the neighbor that is missing at an end of the text; whether there is one now. */
  readonly extend?: (direction: MoveDirection) => boolean;
  /** Dispatches a move as one step of undo. */
  readonly dispatch?: (view: EditorView, move: Transaction) => void;
}

/**
 * The keys that move the paragraphs of the selection past their neighbor, as in Word and Google Docs. Within
 * a table's cell they stay in it; across cells the table moves.
 */
export function moveKeys({ extend, dispatch = asOwnStep }: MoveOptions = {}): Plugin {
  const key =
    (direction: MoveDirection): Command =>
    (_state, _dispatch, view) => {
      if (!view) return false;
      const attempt = (): RefusedMove | null => {
        const { tr } = view.state;
        const refused = move(view.state, tr, direction);
        if (refused === null) dispatch(view, tr);
        return refused;
      };
      const first = attempt();
      const refused = first?.isAtEnd && extend?.(direction) ? attempt() : first;
      if (refused) {
        const sentence = `Nothing was moved: ${refused.why}`;
        view.dispatch(withNotice(view.state.tr, { sentence }));
      }
      return true;
    };
  return new Plugin({
    props: {
      handleKeyDown: keydownHandler(
        Object.fromEntries(Object.entries(MOVE_KEYS).map(([keys, way]) => [keys, key(way)])),
      ),
    },
  });
}

/** The reason why nothing can be moved. */
interface RefusedMove {
  readonly why: string;
  /** Whether nothing stands on that side. */
  readonly isAtEnd?: boolean;
}

/** Adds the move to a transaction, as a drag does it: deleted and put in. Null where it could. */
function move(state: EditorState, tr: Transaction, direction: MoveDirection): RefusedMove | null {
  const { selection } = tr;
  const range = touchedBlocks(selection);
  if (range === null) return { why: "the caret is in no paragraph." };
  const { parent, startIndex, endIndex, start, end } = range;
  const isUp = direction === "up";
  const neighbor = parent.maybeChild(isUp ? startIndex - 1 : endIndex);
  if (!neighbor) {
    const edge = isUp ? "the first" : "the last";
    return parent.type.name === "doc"
      ? { why: `it is ${edge} paragraph.`, isAtEnd: true }
      : { why: `a paragraph stays in its cell of the table, and this is ${edge} one there.` };
  }
  const size = neighbor.nodeSize;
  const [from, to] = isUp ? [start - size, start] : [end, end + size];
  const [own, others] = [riskOf(state, start, end), riskOf(state, from, to)];
  if (Math.min(own, others) === WRITTEN_IN) return { why: OTHERS_WRITE };
  if (others < own) {
    tr.delete(from, to).insert(isUp ? end - size : start, neighbor);
  } else {
    const blocks = nodesOf(range);
    if (pasteBytes(new Slice(blocks, 0, 0)) > LARGEST_PASTE) return { why: TOO_LARGE };
    const by = isUp ? -size : size;
    tr.delete(start, end).insert(start + by, blocks);
    tr.setSelection(selection.map(tr.doc, StepMap.offset(by)));
  }
  tr.scrollIntoView();
  return null;
}

/** The risk of moving a paragraph, and what holds a footnote or a table, where others' carets are. */
const CARRIED = 1;
const NOT_CARRIED = 2;
const WRITTEN_IN = 3;

/**
 * The risk that moving a range loses what others type in it meanwhile: the side of less is moved. Their words
 * in paragraphs go along (carried-words.ts), but those that came between two moves do not where both are
 * undone; those in a footnote or a table never do.
 */
function riskOf(state: EditorState, from: number, to: number): number {
  const carets = othersCarets(state);
  const isIn = (start: number, end: number) => carets.some((caret) => start < caret && caret < end);
  let risk = isIn(from, to) ? CARRIED : 0;
  state.doc.nodesBetween(from, to, (node, position) => {
    if (position < from || (node.type.name !== "table" && node.type.name !== "footnote"))
      return true;
    const isWrittenIn = isIn(position, position + node.nodeSize);
    risk = Math.max(risk, isWrittenIn ? WRITTEN_IN : NOT_CARRIED);
    return false;
  });
  return risk;
}

const OTHERS_WRITE =
  "others are writing in a footnote or a table that would have to be moved. Try again once they are done.";
const TOO_LARGE =
  "that is more than can be moved at once (about 150,000 words); please select less.";

function asOwnStep(view: EditorView, transaction: Transaction): void {
  const undo = bindingIn(view.state)?.undo;
  undo?.stopCapturing();
  view.dispatch(transaction);
  undo?.stopCapturing();
}
