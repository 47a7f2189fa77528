import type { Editor } from "#app/editor/editor.ts";
import {
  type EditorState,
  Plugin,
  PluginKey,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import { Decoration, type EditorView } from "@tiptap/pm/view";
import type { DraftPlace, VersionPlace } from "#app/domain/margin/place.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import { isRemote } from "#app/editor/binding/index.ts";
import { LazyDecorations, nearScreen, watchNearScreen } from "#app/editor/find/near-screen.ts";
import { cardId } from "./card-focus.ts";
import {
  draftPlace,
  findBetween,
  findBlock,
  findPlace,
  type FoundPlace,
  textBetween,
} from "./places.ts";
import {
  type Apart,
  type MarkedThread,
  sameEntries,
  selectsWords,
  SUGGESTION,
  type TextRange,
} from "./text-places.ts";

/** The new place of words that this editor moved, or the first one in the draft of a version's (M4). */
export interface MovedPlace {
  readonly threadId: string;
  readonly from: DraftPlace | VersionPlace;
  readonly to: DraftPlace;
}

interface MarksOptions {
  readonly generation: number;
  readonly onMoved: (moves: readonly MovedPlace[]) => void;
  /** Where the threads are may have changed: their cards have to be put anew. */
  readonly onPlaced: () => void;
  /** Somebody pressed the words of these threads. */
  readonly onPressed: (ids: readonly string[]) => void;
}

interface MarksState {
  readonly threads: ReadonlyMap<string, MarkedThread>;
  readonly active: string | null;
  readonly drawn: LazyDecorations;
  /** Threads that have no mark in the text. */
  readonly apart: ReadonlyMap<string, Apart>;
  /** Threads whose words this editor deleted or moved since their places were last looked up. */
  readonly cut: ReadonlyMap<string, string>;
  readonly moved: ReadonlySet<string>;
  /** Threads of a version that were found by their words: whoever may edit gives them a place here. */
  readonly ofVersion: ReadonlySet<string>;
}

type MarksMeta =
  | { readonly threads: readonly MarkedThread[] }
  | { readonly active: string | null }
  | "again"
  | "told";

const marksKey = new PluginKey<MarksState>("threadMarks");
/** Milliseconds without an edit after which places are looked up again. */
const PAUSE_MS = 500;
/** The most characters of a move in which threads' words are looked for. */
const MOST_MOVED = 500_000;

const NONE: MarksState = {
  threads: new Map(),
  active: null,
  drawn: LazyDecorations.none,
  apart: new Map(),
  cut: new Map(),
  moved: new Set(),
  ofVersion: new Set(),
};

/** Marks the words of threads. Keys only map the marks; places are looked up in pauses. */
function threadMarks(options: MarksOptions): Plugin<MarksState> {
  const { generation } = options;
  let began: MouseEvent | null = null;
  return new Plugin<MarksState>({
    key: marksKey,
    state: {
      init: () => NONE,
      apply(transaction, before, _oldState, state) {
        const meta = transaction.getMeta(marksKey) as MarksMeta | undefined;
        const carried = transaction.docChanged ? carry(before, transaction, state) : before;
        if (meta === undefined) return carried;
        if (meta === "told") return { ...carried, moved: new Set() };
        if (meta === "again") return place(state, carried, generation);
        if ("active" in meta) return activate(state, carried, meta.active);
        const threads = new Map(meta.threads.map((thread) => [thread.id, thread]));
        return place(state, { ...carried, threads }, generation);
      },
    },
    props: {
      decorations: (state) => nearScreen(state, marksKey.getState(state)?.drawn),
      handleDOMEvents: {
        mousedown(_view, event) {
          began = event;
          return false;
        },
        click(view, event) {
          const ids = pressedAt(view, event, began);
          if (ids.length > 0) options.onPressed(ids);
          return false;
        },
      },
    },
    view: (view) => new MarksView(view, options),
  });
}

class MarksView {
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Threads of a version that were given a place in the draft. */
  private readonly anchored = new Set<string>();

  constructor(
    private readonly view: EditorView,
    private readonly options: MarksOptions,
  ) {}

  update(view: EditorView, before: EditorState): void {
    const [now, then] = [marksKey.getState(view.state), marksKey.getState(before)];
    if (!now || (now === then && view.state.doc === before.doc)) return;
    if (now.drawn !== then?.drawn || now.apart !== then.apart) this.options.onPlaced();
    const isToTell = now.moved.size > 0 || this.toAnchor().length > 0;
    if (!isToTell && (view.state.doc === before.doc || now.threads.size === 0)) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(this.pause, isToTell ? 0 : PAUSE_MS);
  }

  destroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  /** After the binding has written what was typed: before, moved words have no place to name. */
  private readonly pause = (): void => {
    this.timer = null;
    const { view } = this;
    if (view.isDestroyed) return;
    if (view.composing) {
      this.timer = setTimeout(this.pause, PAUSE_MS);
      return;
    }
    this.tellMoves();
    tell(view, "again");
  };

  /** The threads of a version that have no place in the draft yet, where this editor may write. */
  private toAnchor(): readonly string[] {
    const { ofVersion = NONE.ofVersion } = marksKey.getState(this.view.state) ?? {};
    if (ofVersion.size === 0 || !this.view.editable) return [];
    return [...ofVersion].filter((id) => !this.anchored.has(id)).slice(0, MARGIN_LIMITS.moves);
  }

  private tellMoves(): void {
    const { state } = this.view;
    const marks = marksKey.getState(state);
    const anchored = this.toAnchor();
    if (!marks || marks.moved.size + anchored.length === 0) return;
    const moves: MovedPlace[] = [];
    for (const id of new Set([...marks.moved, ...anchored])) {
      this.anchored.add(id);
      const from = marks.threads.get(id)?.place;
      const range = rangeOf(state, id);
      const to = range && draftPlace(state, range, this.options.generation);
      if (from && from.in !== "document" && to) moves.push({ threadId: id, from, to });
    }
    tell(this.view, "told");
    for (let at = 0; at < moves.length; at += MARGIN_LIMITS.moves) {
      this.options.onMoved(moves.slice(at, at + MARGIN_LIMITS.moves));
    }
  }
}

function tell(view: EditorView, meta: MarksMeta): void {
  readBrowserCaret(view);
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(marksKey, meta));
}

/** Adds the marks to an editor; again for one that has them does nothing. */
export function registerThreadMarks(editor: Editor, options: MarksOptions): void {
  if (marksKey.get(editor.state)) return;
  watchNearScreen(editor);
  readBrowserCaret(editor.view);
  editor.registerPlugin(threadMarks(options));
}

/** Sets whose words are marked. */
export function markThreads(editor: Editor, threads: readonly MarkedThread[]): void {
  if (marksKey.get(editor.state)) tell(editor.view, { threads });
}

/** Sets the thread whose mark stands out. */
export function markActive(editor: Editor, active: string | null): void {
  const marks = marksKey.getState(editor.state);
  if (marks && marks.active !== active) tell(editor.view, { active });
}

/** Where a thread's words are; null where they have none in the text. */
export function rangeOf(state: EditorState, id: string): TextRange | null {
  const mark = markIn(marksKey.getState(state)?.drawn, id);
  return mark && { from: mark.from, to: mark.to };
}

/** Where all threads are, by id. */
export function placedThreads(state: EditorState): ReadonlyMap<string, TextRange> {
  const placed = new Map<string, TextRange>();
  for (const { from, to, spec } of marksKey.getState(state)?.drawn.read().find() ?? []) {
    const { thread } = spec as { thread: string };
    placed.set(thread, { from, to });
  }
  return placed;
}

/** Finds the threads that have no place in the text, and why. */
export function threadsApart(state: EditorState): ReadonlyMap<string, Apart> {
  return marksKey.getState(state)?.apart ?? NONE.apart;
}

/** The shown threads at a position, those of the fewest words first. */
export function threadsAt(state: EditorState, position: number): string[] {
  const marks = marksKey.getState(state);
  if (!marks) return [];
  return marks.drawn
    .read()
    .find(position, position)
    .toSorted((one, other) => one.to - one.from - (other.to - other.from))
    .map(({ spec }) => (spec as { thread: string }).thread)
    .filter((id) => marks.threads.get(id)?.look);
}

/**
 * The threads whose words somebody pressed: those at the place, and those that are drawn there and no part
 * of the text, also below something else, as a footnote's box is over the words of another (M32).
 * Selecting words presses none.
 */
function pressedAt(
  view: EditorView,
  event: MouseEvent,
  began: MouseEvent | null,
): readonly string[] {
  const { selection } = view.state;
  const isSelected = selection instanceof TextSelection && !selection.empty;
  const isSelecting = isSelected && selectsWords(event, began);
  const { target, clientX: left, clientY: top } = event;
  if (isSelecting || event.button !== 0 || event.detail > 1) return [];
  if (target instanceof Element && target.closest(".suggest-overlay")) return [];
  const below = view.dom.ownerDocument.elementsFromPoint(left, top);
  // The target comes first: a word hidden for the eye has no place of its own.
  const drawn = [...(target instanceof Element ? [target] : []), ...below].flatMap((element) => {
    const mark = element.closest<HTMLElement>(DRAWN);
    return mark && view.dom.contains(mark) ? (mark.dataset.thread ?? []) : [];
  });
  const at = view.posAtCoords({ left, top });
  return [...new Set([...drawn, ...(at ? threadsAt(view.state, at.pos) : [])])];
}

/** Parts of a drawn suggestion that are not in the text. */
const DRAWN = ":is(.suggest-beside, .suggest-by)[data-thread]";

function markIn(drawn: LazyDecorations | undefined, id: string): Decoration | null {
  const isOf = (spec: { thread?: string }) => spec.thread === id;
  return drawn?.read().find(undefined, undefined, isOf)[0] ?? null;
}

/** Looks up every thread's place. */
function place(state: EditorState, before: MarksState, generation: number): MarksState {
  const { doc } = state;
  const apart = new Map<string, Apart>();
  const decorations: Decoration[] = [];
  const cut = new Map(before.cut);
  const ofVersion = new Set<string>();
  for (const thread of before.threads.values()) {
    const found = findThread(state, before, thread, generation);
    if (found.by === "removed" || found.by === "document") apart.set(thread.id, found.by);
    else {
      cut.delete(thread.id);
      if (isOfVersionAlone(thread)) ofVersion.add(thread.id);
      decorations.push(markOf(thread, found, before.active === thread.id));
    }
  }
  for (const id of cut.keys()) if (!before.threads.has(id)) cut.delete(id);
  return {
    ...before,
    drawn: LazyDecorations.of(doc, decorations),
    apart: sameEntries(before.apart, apart) ? before.apart : apart,
    cut,
    ofVersion,
  };
}

function findThread(
  state: EditorState,
  before: MarksState,
  thread: MarkedThread,
  generation: number,
): FoundPlace {
  const { id, place: kept, blockIds = [] } = thread;
  const mark = () => markIn(before.drawn, id);
  // Words on their way to a new place are where they were put, until the server says so too.
  if (before.moved.has(id)) return { ...rangeOrStart(mark()), by: "position" };
  // Once found, words of a version are where edits took them, until they have a place in the draft.
  const known = before.ofVersion.has(id) && isOfVersionAlone(thread) ? mark() : null;
  if (known && known.from < known.to) return { from: known.from, to: known.to, by: "words" };
  const found = findPlace(state, kept, generation);
  if (blockIds.length === 0 || (found.by !== "removed" && found.by !== "document")) return found;
  const block = findBlock(state.doc, blockIds);
  return block ? { ...block, by: "words" } : { by: "removed" };
}

/** Whether its only place is in a version. */
function isOfVersionAlone({ place: kept }: MarkedThread): boolean {
  return kept.in === "version" && !kept.draft;
}

function rangeOrStart(mark: Decoration | null): TextRange {
  return { from: mark?.from ?? 0, to: mark?.to ?? 0 };
}

function markOf(thread: MarkedThread, { from, to }: TextRange, isActive: boolean): Decoration {
  const { id, look } = thread;
  const spec = { thread: id };
  if (from === to) {
    // An empty paragraph: nothing to underline, but a place.
    return Decoration.widget(from, emptyMark(look, isActive), {
      ...spec,
      side: -1,
      key: id + look,
    });
  }
  if (look === null) return Decoration.inline(from, to, {}, spec);
  const active = look === SUGGESTION ? `${SUGGESTION}-active` : "thread-mark-active";
  const name = `thread-mark ${look}${isActive ? ` ${active}` : ""}`;
  const details = isActive ? { "aria-details": cardId(id) } : {};
  return Decoration.inline(from, to, { class: name, "data-thread": id, ...details }, spec);
}

function emptyMark(look: string | null, isActive: boolean) {
  return () => {
    const mark = document.createElement("span");
    if (look !== null) mark.className = `thread-mark thread-mark-empty ${look}`;
    if (isActive) mark.classList.add("thread-mark-active");
    return mark;
  };
}

function activate(state: EditorState, before: MarksState, active: string | null): MarksState {
  let { drawn } = before;
  for (const [id, isActive] of [
    [before.active, false],
    [active, true],
  ] as const) {
    const thread = id === null ? undefined : before.threads.get(id);
    const old = thread ? markIn(drawn, thread.id) : null;
    if (!thread || !old) continue;
    drawn = drawn.with(state.doc, [markOf(thread, old, isActive)], [old]);
  }
  return { ...before, active, drawn };
}

/**
 * Maps the marks through an edit. Words that this editor takes away and puts in elsewhere, in one
 * act or by cut and paste, take their threads along (M4).
 */
function carry(before: MarksState, transaction: Transaction, state: EditorState): MarksState {
  if (before.threads.size === 0) return before;
  const gone: string[] = [];
  const isLocal = !isRemote(transaction);
  const onRemove = ({ thread }: { thread: string }) => void gone.push(thread);
  let drawn = before.drawn.after(
    transaction,
    isLocal && takesAway(transaction) ? onRemove : undefined,
  );
  if (!isLocal) return { ...before, drawn };
  let { cut, moved } = before;
  if (gone.length > 0) {
    const more = new Map(cut);
    for (const id of gone) {
      const range = markIn(before.drawn, id);
      const words = range && textBetween(transaction.before, range.from, range.to);
      if (words) more.set(id, words);
    }
    cut = more;
  }
  if (cut.size > 0 && (gone.length > 0 || isPasted(transaction))) {
    const found = movedTo(transaction, cut);
    if (found.size > 0) {
      const rest = new Map(cut);
      const added: Decoration[] = [];
      for (const [id, range] of found) {
        const thread = before.threads.get(id);
        rest.delete(id);
        if (thread) added.push(markOf(thread, range, before.active === id));
      }
      drawn = drawn.with(state.doc, added);
      cut = rest;
      moved = new Set([...moved, ...found.keys()]);
    }
  }
  return { ...before, drawn, cut, moved };
}

/** Whether an edit takes anything away: only then can a mark be gone. */
function takesAway({ mapping }: Transaction): boolean {
  return mapping.maps.some((map) => {
    let takes = false;
    map.forEach((oldFrom, oldTo) => (takes ||= oldTo > oldFrom));
    return takes;
  });
}

function isPasted(transaction: Transaction): boolean {
  const event: unknown = transaction.getMeta("uiEvent");
  return event === "paste" || event === "drop" || transaction.getMeta("paste") === true;
}

/** Which of the cut words stand in what a transaction put in, and where. */
function movedTo(
  { mapping, doc }: Transaction,
  cut: ReadonlyMap<string, string>,
): ReadonlyMap<string, TextRange> {
  const found = new Map<string, TextRange>();
  mapping.maps.forEach((map, index) => {
    const rest = mapping.slice(index + 1);
    map.forEach((_oldFrom, _oldTo, newFrom, newTo) => {
      const [from, to] = [rest.map(newFrom, 1), rest.map(newTo, -1)];
      if (to <= from || to - from > MOST_MOVED) return;
      for (const [id, words] of cut) {
        const range = found.has(id) ? null : findBetween(doc, { from, to }, words);
        if (range) found.set(id, range);
      }
    });
  });
  return found;
}
