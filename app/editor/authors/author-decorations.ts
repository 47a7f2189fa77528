import type { Editor } from "#app/editor/editor.ts";
import type { Node } from "@tiptap/pm/model";
import {
  type EditorState,
  Plugin,
  PluginKey,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import * as Y from "yjs";
import { piecesFrom } from "#app/document/flow/pieces.ts";
import { organizationColor } from "#app/domain/colors.ts";
import { shortInstant } from "#app/domain/dates.ts";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import { AuthorIndex, authorRuns, type AuthorRun } from "./author-index.ts";
import { bindingIn, type FlowBinding, isRemote } from "#app/editor/binding/index.ts";
import type { AuthorsAnswer } from "./draft-authors.ts";
import type { Person } from "#app/editor/presence/people.ts";
import { zoneHere } from "#app/ui/zone-here.ts";

/** The input of the author decorations. */
export interface ShownAuthors {
  readonly index: AuthorIndex;
  /** Indexed by the numbers in the author index. */
  readonly people: readonly Person[];
  /** The people who suggested words that others wrote into the draft. */
  readonly suggested?: { readonly index: AuthorIndex; readonly people: readonly Person[] };
  /** The person who now types under a client id, for text that no commit covers yet. */
  readonly atClient: (client: number) => Person | null;
  /** A time in words: milliseconds since 1970, or null for just now. */
  readonly when: (at: number | null) => string;
}

interface Marks {
  readonly shown: ShownAuthors | null;
  readonly drawn: DecorationSet;
}

const marksKey = new PluginKey<Marks>("authorMarks");
/** Milliseconds without a key after which newly typed text gets its decoration. */
const PAUSE_MS = 600;

/** Tints each run of text in its author's organization's color, when enabled by `showAuthors`. */
function authorMarks(): Plugin<Marks> {
  return new Plugin<Marks>({
    key: marksKey,
    state: {
      init: () => ({ shown: null, drawn: DecorationSet.empty }),
      apply(transaction, before, _oldState, newState) {
        const asked = transaction.getMeta(marksKey) as { shown: ShownAuthors | null } | undefined;
        const shown = asked ? asked.shown : before.shown;
        if (!shown) return before.shown ? { shown, drawn: DecorationSet.empty } : before;
        if (asked) return { shown, drawn: draw(newState, shown) };
        if (!transaction.docChanged) return before;
        const drawn = before.drawn.map(transaction.mapping, newState.doc);
        return {
          shown,
          drawn: isRemote(transaction) ? redrawn(drawn, transaction, shown, newState) : drawn,
        };
      },
    },
    props: {
      decorations: (state) => marksKey.getState(state)?.drawn,
      // A read-only text stays focusable while its authors are shown.
      attributes: (state): Record<string, string> =>
        marksKey.getState(state)?.shown ? { tabindex: "0" } : {},
      handleDOMEvents: { keydown: stepThroughAuthors },
    },
    view: () => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      return {
        update(view, before) {
          if (view.state.doc === before.doc || !marksKey.getState(view.state)?.shown) return;
          if (timer) clearTimeout(timer);
          timer = setTimeout(() => redraw(view), PAUSE_MS);
        },
        destroy: () => {
          if (timer) clearTimeout(timer);
        },
      };
    },
  });
}

/** Shows the authors in an editor; null removes the decorations. */
export function showAuthors(editor: Editor, shown: ShownAuthors | null): void {
  if (!marksKey.get(editor.state)) {
    if (shown === null) return;
    readBrowserCaret(editor.view);
    editor.registerPlugin(authorMarks());
  }
  mark(editor.view, shown);
}

function mark(view: EditorView, shown: ShownAuthors | null): void {
  readBrowserCaret(view);
  view.dispatch(view.state.tr.setMeta(marksKey, { shown }));
}

/** The author of the text at the caret, in words; null where nothing is known or shown. */
export function authorAtCaret(state: EditorState): string | null {
  const { from, empty } = state.selection;
  // For a selection, its first character; between the text of two authors, the one before the
  // caret.
  const at = empty ? from : from + 1;
  const [mark] = marksKey.getState(state)?.drawn.find(at, at) ?? [];
  const label: unknown = mark?.spec.label;
  return typeof label === "string" ? label : null;
}

/** In a read-only text, Up and Down move from one author's text to the next. */
function stepThroughAuthors(view: EditorView, event: KeyboardEvent): boolean {
  const { state, editable } = view;
  const marks = marksKey.getState(state);
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  const isDown = event.key === "ArrowDown";
  if (editable || !marks?.shown || !isPlain || !(isDown || event.key === "ArrowUp")) return false;
  const runs = marks.drawn.find().toSorted((one, other) => one.from - other.from);
  const { from, to } = state.selection;
  const next = isDown ? runs.find((run) => run.from >= to) : runs.findLast((run) => run.to <= from);
  if (!next) return false;
  event.preventDefault();
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)));
  selectOnScreen(view, next.from, next.to);
  return true;
}

/** ProseMirror draws no selection into a read-only text unless there is one already. */
function selectOnScreen(view: EditorView, from: number, to: number): void {
  const start = view.domAtPos(from, 1);
  const end = view.domAtPos(to, -1);
  const selection = view.dom.ownerDocument.getSelection();
  selection?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
  const element = start.node instanceof Element ? start.node : start.node.parentElement;
  element?.scrollIntoView({ block: "center" });
}

function redraw(view: EditorView): void {
  const shown = marksKey.getState(view.state)?.shown;
  if (shown && !view.isDestroyed) mark(view, shown);
}

function draw(state: EditorState, shown: ShownAuthors): DecorationSet {
  const { doc } = state;
  return DecorationSet.create(doc, marksBetween(state, shown, 0, doc.content.size));
}

/** The decorations after an edit by others: redrawn only in the blocks that the edit touched. */
function redrawn(
  moved: DecorationSet,
  transaction: Transaction,
  shown: ShownAuthors,
  state: EditorState,
): DecorationSet {
  let drawn = moved;
  for (const [from, to] of blocksTouched(transaction)) {
    // The ranges of neighboring blocks end at the start of this one, and begin at its end.
    const old = drawn.find(from + 1, to - 1);
    drawn = drawn.remove(old).add(state.doc, marksBetween(state, shown, from, to));
  }
  return drawn;
}

/** The children of the document that a transaction touched, as ranges after it. */
function blocksTouched({ mapping, doc }: Transaction): [from: number, to: number][] {
  let [first, last] = [Infinity, -1];
  mapping.maps.forEach((map, index) => {
    const rest = mapping.slice(index + 1);
    map.forEach((_from, _to, from, to) => {
      first = Math.min(first, rest.map(from, -1));
      last = Math.max(last, rest.map(to, 1));
    });
  });
  const blocks: [number, number][] = [];
  if (last < first) return blocks;
  doc.nodesBetween(
    Math.max(first - 1, 0),
    Math.min(last + 1, doc.content.size),
    (node, position) => {
      blocks.push([position, position + node.nodeSize]);
      return false;
    },
  );
  return blocks;
}

interface MarkSource {
  readonly binding: FlowBinding;
  readonly doc: Node;
  readonly shown: ShownAuthors;
}

/** The decorations of the blocks between two positions. */
function marksBetween(
  state: EditorState,
  shown: ShownAuthors,
  from: number,
  to: number,
): Decoration[] {
  const binding = bindingIn(state);
  if (!binding) return [];
  const { doc } = state;
  const marks: Decoration[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    if (node.type.name !== "block") return true;
    marks.push(...marksOf(node, position, { binding, doc, shown }));
    return false;
  });
  return marks;
}

/** The Yjs item at the start of a block's text. */
function firstItem(block: Node, position: number, binding: FlowBinding, doc: Node): Y.Item | null {
  if (block.content.size === 0) return null;
  const id = binding.toRelative(doc, position + 1, 1)?.item;
  if (!id) return null;
  const item = Y.getItem(binding.doc.store, id);
  return item instanceof Y.Item ? item : null;
}

function marksOf(block: Node, position: number, { binding, doc, shown }: MarkSource): Decoration[] {
  const first = firstItem(block, position, binding, doc);
  if (first === null) return [];
  const { index, suggested } = shown;
  return authorRuns(piecesFrom(first), index, suggested?.index).flatMap((run) => {
    const person = personOf(run, shown);
    if (!person || run.to > block.content.size) return [];
    const by = suggested?.people[run.suggestedBy ?? -1];
    const proposed = by ? `; suggested by ${by.name} · ${by.organization}` : "";
    const when = shown.when(run.written?.at ?? null);
    const label = `${person.name} · ${person.organization}, ${when}${proposed}`;
    const { cssName } = organizationColor(person.colour);
    const look = { class: `author org-${cssName}`, title: label };
    const start = position + 1;
    return [Decoration.inline(start + run.from, start + run.to, look, { label })];
  });
}

function personOf({ client, written }: AuthorRun, shown: ShownAuthors): Person | null {
  return written ? (shown.people[written.person] ?? null) : shown.atClient(client);
}

/** Converts the server's answer into the input of the decorations. */
export function shownAuthors(
  { people, ranges, suggested }: AuthorsAnswer,
  atClient: ShownAuthors["atClient"],
): ShownAuthors {
  const known = new Map<number, string>();
  const when = (at: number | null) => {
    if (at === null) return "just now";
    const words = known.get(at) ?? shortInstant(new Date(at), zoneHere());
    known.set(at, words);
    return words;
  };
  return {
    index: new AuthorIndex(ranges),
    people,
    ...(suggested && {
      suggested: { index: new AuthorIndex(suggested.ranges), people: suggested.people },
    }),
    atClient,
    when,
  };
}

/** The writer of an id according to the commits; null where they don't cover it. */
export function writerIn(
  { people, ranges }: AuthorsAnswer,
  client: number,
  clock: number,
): Person | null {
  const { range } = new AuthorIndex(ranges).find(client, clock);
  return range ? (people[range[3]] ?? null) : null;
}
