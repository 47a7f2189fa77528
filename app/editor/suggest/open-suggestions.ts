import type { Editor } from "#app/editor/editor.ts";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { Decoration } from "@tiptap/pm/view";
import { organizationColor } from "#app/domain/colors.ts";
import { idsOf, jsonBetween, rangeIn } from "#app/document/acceptance/standing.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  type MergedSuggestion,
  mergeSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import type { DrawnPage } from "#app/document/rendering/drawn-page.ts";
import { caretBesideDrawn } from "#app/editor/behavior/caret-beside-drawn.ts";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import { type BlockEdit, blockEdits } from "#app/document/edits/block-edits.ts";
import { type BlockRange, nodesIn, startOf } from "#app/document/edits/replace-blocks.ts";
import { LazyDecorations, nearScreen, watchNearScreen } from "#app/editor/find/near-screen.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { initials } from "#app/editor/presence/people.ts";
import { Store } from "#app/ui/store.ts";
import { changeDecorations } from "./change-decorations.ts";
import { pageWith } from "./page-by-id.ts";
import { SeenSuggestions } from "./seen-suggestions.ts";

/** How an open suggestion stands to the draft as it is. */
export interface SuggestionStanding {
  readonly threadId: string;
  /** The indices of its blocks in the draft; null where they are gone. */
  readonly range: BlockRange | null;
  /** The suggestion as it would apply; null where its blocks are gone, or it can't be read. */
  readonly merged: MergedSuggestion | null;
  /** Its blocks as the draft has them; null where they are gone. */
  readonly current: readonly ProseNode[] | null;
  /** How many others propose something for the same blocks. */
  readonly competing: number;
}

export type Standings = ReadonlyMap<string, SuggestionStanding>;

const drawnKey = new PluginKey<LazyDecorations>("openSuggestions");

/** Milliseconds without a key until what changed is drawn again. */
const PAUSE_MS = 350;
/** Milliseconds of work until the page gets a turn. */
const SLICE_MS = 8;

interface Computed {
  readonly suggestion: Suggested;
  /** The draft's own nodes that it was computed from: the same objects until somebody changes them. */
  readonly nodes: readonly Node[];
  readonly current: readonly ProseNode[];
  readonly merged: MergedSuggestion;
  readonly edits: readonly BlockEdit[];
  /** The nodes as they would be. */
  readonly after: readonly Node[];
}

/** One look at all open suggestions, done in slices. */
interface Pass {
  readonly doc: Node;
  readonly all: readonly ThreadView[];
  readonly threads: readonly ThreadView[];
  /** Of the first of the threads, so far; null of those whose blocks have not come. */
  readonly standings: (SuggestionStanding | null)[];
}

/**
 * Draws the open suggestions into the text, as decorations (M10), and knows how each stands to the draft.
 * While somebody types, what is drawn only moves along; at a pause, what they touched is merged again.
 */
export class OpenSuggestions {
  readonly standings = new Store<Standings>(new Map());
  private readonly computed = new Map<string, Computed>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly stopWatching: readonly (() => void)[];
  private pass: Pass | null = null;
  private readonly seen: SeenSuggestions;
  /** A key of what is drawn, so that nothing is drawn again that stays the same. */
  private drawn = "";

  constructor(
    private readonly editor: Editor,
    private readonly store: ThreadStore,
  ) {
    this.seen = new SeenSuggestions(editor, store);
    if (!drawnKey.get(editor.state)) {
      watchNearScreen(editor);
      readBrowserCaret(editor.view);
      editor.registerPlugin(drawing());
    }
    editor.on("transaction", this.onTransaction);
    this.stopWatching = [
      store.subscribe(() => this.soon(0)),
      store.active.watch(() => this.soon(0)),
    ];
    this.soon(0);
  }

  destroy(): void {
    this.editor.off("transaction", this.onTransaction);
    for (const stop of this.stopWatching) stop();
    if (this.timer) clearTimeout(this.timer);
    if (!this.editor.isDestroyed) this.show([], "");
  }

  /** The standing of one whose blocks are here, computed now: for whoever is about to accept it. */
  standingNow(thread: ThreadView): SuggestionStanding {
    const standing = this.stand(thread) ?? nothingOf(thread.id);
    return { ...standing, competing: this.standings.get().get(thread.id)?.competing ?? 0 };
  }

  /**
   * Computes what cross-references and numbers read as where these blocks stand in the draft, in
   * place of some.
   */
  pageOf(blocks: readonly ProseNode[], range: SuggestionStanding["range"]): DrawnPage | null {
    const { state } = this.editor;
    const { childCount } = state.doc;
    try {
      const place = range ?? { from: childCount, to: childCount };
      return pageWith(state, place, nodesIn(state, blocks));
    } catch (error) {
      // As in `stand`: its words are shown all the same.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  private readonly onTransaction = ({ transaction }: { transaction: { docChanged: boolean } }) => {
    if (transaction.docChanged) this.soon(PAUSE_MS);
    else this.seen.look();
  };

  private soon(milliseconds: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(this.compute, milliseconds);
  }

  private readonly compute = (): void => {
    this.timer = null;
    if (this.editor.isDestroyed) return;
    // Drawing would end a composition.
    if (this.editor.view.composing) return this.soon(PAUSE_MS);
    const { threads, standings } = (this.pass = this.passOver());
    const ends = performance.now() + SLICE_MS;
    for (const thread of threads.slice(standings.length)) {
      standings.push(this.stand(thread));
      if (standings.length < threads.length && performance.now() > ends) return this.soon(0);
    }
    this.pass = null;
    this.seen.watch(threads.filter((_, index) => standings[index] === null));
    this.forget(threads);
    this.draw(
      threads,
      standings.filter((standing) => standing !== null),
    );
  };

  /** The pass that was begun, unless the draft or the suggestions are others by now. */
  private passOver(): Pass {
    const { doc } = this.editor.state;
    const all = this.store.all();
    if (this.pass?.doc === doc && this.pass.all === all) return this.pass;
    return { doc, all, threads: all.filter(isOpenSuggestion), standings: [] };
  }

  /** Null where its blocks have not come. */
  private stand(thread: ThreadView): SuggestionStanding | null {
    const { doc } = this.editor.state;
    const threadId = thread.id;
    const nothing = nothingOf(threadId);
    const suggestion = this.store.knownSuggested(thread);
    if (!suggestion) {
      const { blockIds = [] } = thread.suggestion ?? {};
      return blockIds.some((id) => idsOf(doc).includes(id)) ? null : nothing;
    }
    try {
      const range = rangeIn(doc, suggestion);
      if (!range) return nothing;
      const { merged, current } = this.merge(threadId, suggestion, range);
      return { threadId, range, merged, current, competing: 0 };
    } catch (error) {
      // It holds what this page's schema does not allow: its card still shows its words.
      if (error instanceof RangeError) return nothing;
      throw error;
    }
  }

  private merge(threadId: string, suggestion: Suggested, range: BlockRange): Computed {
    const { state } = this.editor;
    const nodes = state.doc.content.content.slice(range.from, range.to);
    const known = this.computed.get(threadId);
    const isSame =
      known?.suggestion.proposed === suggestion.proposed &&
      known.nodes.length === nodes.length &&
      known.nodes.every((node, index) => node === nodes[index]);
    if (known && isSame) return known;
    const current = jsonBetween(state.doc, range);
    const merged = mergeSuggestion(suggestion, current);
    const after = nodesIn(state, merged.blocks);
    const edits = blockEdits(nodes, after, 0);
    const computed = { suggestion, nodes, current, merged, after, edits };
    this.computed.set(threadId, computed);
    return computed;
  }

  private forget(threads: readonly ThreadView[]): void {
    const open = new Set(threads.map(({ id }) => id));
    for (const id of this.computed.keys()) if (!open.has(id)) this.computed.delete(id);
  }

  private draw(threads: readonly ThreadView[], standings: readonly SuggestionStanding[]): void {
    const shown = this.oneOfEach(standings);
    const drawn: Decoration[] = [];
    const names: string[] = [];
    for (const thread of threads) {
      const standing = shown.get(thread.id);
      if (!standing?.range) continue;
      drawn.push(...this.decorationsOf(thread, standing, standing.range));
      names.push(`${thread.id} ${standing.competing}`);
    }
    const competing = new Map(shown);
    this.standings.set(
      new Map(standings.map((each) => [each.threadId, competing.get(each.threadId) ?? each])),
    );
    this.show(drawn, names.join());
  }

  /** Of suggestions for the same blocks, the active one is drawn, or the first. */
  private oneOfEach(standings: readonly SuggestionStanding[]): Map<string, SuggestionStanding> {
    const active = this.store.active.get();
    const placed = standings
      .filter(({ range, merged }) => range && merged && !merged.isDone)
      .toSorted((one, other) => (one.range?.from ?? 0) - (other.range?.from ?? 0));
    const groups: SuggestionStanding[][] = [];
    let end = -1;
    for (const each of placed) {
      const last = groups.at(-1);
      if (last && (each.range?.from ?? 0) < end) last.push(each);
      else groups.push([each]);
      end = Math.max(end, each.range?.to ?? 0);
    }
    const shown = groups.map((group) => {
      const one = group.find(({ threadId }) => threadId === active) ?? group[0];
      return one && ([one.threadId, { ...one, competing: group.length - 1 }] as const);
    });
    return new Map(shown.filter((each) => each !== undefined));
  }

  private decorationsOf(
    thread: ThreadView,
    { threadId, competing }: SuggestionStanding,
    range: BlockRange,
  ): Decoration[] {
    const { state } = this.editor;
    const { by } = thread;
    const computed = this.computed.get(threadId);
    if (!computed) return [];
    const start = startOf(state.doc, range.from);
    const others = competing > 0 ? `; ${competing} more for the same words` : "";
    const isActive = this.store.active.get() === threadId;
    return changeDecorations(state.doc, shifted(computed.edits, start), {
      inText: "deleted",
      color: `org-${organizationColor(by.colour).cssName}${isActive ? " suggest-active" : ""}`,
      thread: threadId,
      initials: initials(by.name),
      key: `${threadId}${isActive ? " active" : ""}`,
      title: `Suggested by ${by.name} · ${by.organization}${others}`,
      page: () => pageWith(state, range, computed.after),
    });
  }

  private show(drawn: readonly Decoration[], names: string): void {
    if (drawn.length === 0 && this.drawn === "") return;
    this.drawn = names;
    const { view } = this.editor;
    readBrowserCaret(view);
    const marks = LazyDecorations.of(view.state.doc, drawn);
    view.dispatch(view.state.tr.setMeta(drawnKey, marks).setMeta("addToHistory", false));
  }
}

function drawing(): Plugin<LazyDecorations> {
  return new Plugin<LazyDecorations>({
    key: drawnKey,
    state: {
      init: () => LazyDecorations.none,
      apply(transaction, before) {
        const marks = transaction.getMeta(drawnKey) as LazyDecorations | undefined;
        if (marks) return marks;
        return transaction.docChanged ? before.after(transaction) : before;
      },
    },
    props: {
      decorations: (state) => nearScreen(state, drawnKey.getState(state)),
      handleClick: caretBesideDrawn,
    },
  });
}

function nothingOf(threadId: string): SuggestionStanding {
  return { threadId, range: null, merged: null, current: null, competing: 0 };
}

export function isOpenSuggestion({ suggestion }: ThreadView): boolean {
  return suggestion?.state === "open";
}

function shifted(edits: readonly BlockEdit[], by: number): BlockEdit[] {
  return edits.map((edit) =>
    "name" in edit
      ? { ...edit, at: edit.at + by }
      : { ...edit, from: edit.from + by, to: edit.to + by },
  );
}
