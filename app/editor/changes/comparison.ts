import type { Editor } from "#app/editor/editor.ts";
import type { Transaction } from "@tiptap/pm/state";
import type { Awareness } from "y-protocols/awareness";
import type { BaselineChoice, ChangePerson } from "#app/domain/changes/answers.ts";
import { buildBaseline } from "#app/document/changes/index.ts";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import { bindingIn, type FlowBinding } from "#app/editor/binding/index.ts";
import { Store } from "#app/ui/store.ts";
import { changeMarks, hasChangeMarks, withMarks } from "./change-marks.ts";
import { ChangeSet, shifted, type ShownChange } from "./change-set.ts";
import type { ChangesClient } from "./changes-client.ts";
import { inSlices } from "./in-slices.ts";
import { PeopleOfChanges, type Suggesters } from "./people-of-changes.ts";
import { joined, rangesOf } from "./touched-ranges.ts";
import { positionOf } from "./places.ts";
import { putBack } from "./put-back.ts";
import { idsOf, inRequests, nextUnseen, type Ticked } from "./ticked.ts";
import { reportUnlessUnreachable } from "#app/ui/unreachable.ts";
import { isMisfit } from "#app/editor/behavior/misfit.ts";

/** A change with who made it and where it stands. */
export interface ListedChange {
  readonly change: ShownChange;
  readonly shift: number;
  readonly person: ChangePerson | null;
  readonly suggesters: Suggesters;
  readonly isSeen: boolean;
}

/** The state that the bar shows. */
interface ComparisonState {
  readonly changes: readonly ListedChange[];
  /** The change that one stands at. */
  readonly current: string | null;
  /** False where the texts can't be compared by their items. */
  readonly isByItems: boolean;
}

/** Milliseconds without an edit after which what it touched is compared again. */
const IDLE_MS = 250;
/** Milliseconds until the server is asked who did what is not known yet: at first, and at most. */
const ASK_MS = { first: 1_500, most: 60_000 };
/** Structs of a baseline that are built in one go. */
const STRUCTS = 400;
/** Ranges of edits that are remembered one by one; past that everything is compared again. */
const MOST_TOUCHED = 40;

interface ComparisonParts {
  readonly editor: Editor;
  readonly client: ChangesClient;
  readonly awareness: Awareness;
  readonly you: ChangePerson;
  readonly ticked: Ticked;
}

/** The changes of the draft in an editor since a baseline, live (M14). */
export class LiveComparison {
  readonly state: Store<ComparisonState>;
  #isOver = false;
  #isDrawn = false;
  /** Whether nothing is drawn at this moment. */
  #hasNoMarks = true;
  #touched: { from: number; to: number }[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asking: ReturnType<typeof setTimeout> | null = null;
  #askAfter = ASK_MS.first;
  readonly #onTransaction = ({ transaction }: { transaction: Transaction }) => {
    if (transaction.docChanged) this.#touch(transaction);
  };

  private constructor(
    readonly parts: ComparisonParts,
    readonly choice: BaselineChoice,
    readonly set: ChangeSet,
    readonly people: PeopleOfChanges,
  ) {
    this.state = new Store<ComparisonState>({ changes: [], current: null, isByItems: true });
    parts.editor.on("transaction", this.#onTransaction);
  }

  /**
   * Loads a baseline and compares; null where it was stopped meanwhile, or where the draft does not go
   * on from it, so that nothing can be compared by items. Rejects where the server can't be asked.
   */
  static async begin(
    parts: ComparisonParts,
    choice: BaselineChoice,
    isOver: () => boolean,
  ): Promise<LiveComparison | "differs" | null> {
    const { editor, client, awareness, you } = parts;
    const binding = bindingIn(editor.state);
    if (!binding) return null;
    const people = new PeopleOfChanges(binding.doc, awareness, you, choice.sequence);
    try {
      const [update, doers] = await Promise.all([
        client.baseline(choice),
        client.doers(choice.sequence),
      ]);
      people.add(doers);
      const baseline = await inSlices(buildBaseline(update, STRUCTS), isOver);
      if (!baseline || editor.isDestroyed) return stopped(people, null);
      if (!baseline.isPartOf(binding.doc)) return stopped(people, "differs");
      const set = new ChangeSet(binding, baseline, people.doerOf);
      const comparison = new LiveComparison(parts, choice, set, people);
      const done = await inSlices(wholly(set), isOver);
      if (!done || editor.isDestroyed) {
        comparison.end();
        return null;
      }
      // Adding a plugin to a long text takes longer than a frame: now, and not when somebody presses Show.
      comparison.#prepare();
      comparison.#later(0);
      return comparison;
    } catch (error) {
      people.destroy();
      throw error;
    }
  }

  get #binding(): FlowBinding {
    return this.set.binding;
  }

  /** Draws the changes into the text, or takes them out of it. */
  draw(isDrawn: boolean): void {
    this.#isDrawn = isDrawn;
    this.#redraw();
  }

  end(): void {
    if (this.#isOver) return;
    this.draw(false);
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#asking) clearTimeout(this.#asking);
    this.parts.editor.off("transaction", this.#onTransaction);
    this.people.destroy();
  }

  /** Goes to the next change that is not ticked off, or to the one before. */
  step(by: 1 | -1): ListedChange | null {
    this.#compareNow();
    const { changes, current } = this.state.get();
    const open = changes.filter(({ isSeen }) => !isSeen);
    const list = open.length > 0 ? open : changes;
    const at = list.findIndex(({ change }) => change.id === current);
    const next = at >= 0 ? list[(at + by + list.length) % list.length] : this.#nearest(list, by);
    if (next) this.goTo(next);
    return next ?? null;
  }

  goTo({ change, shift }: ListedChange): void {
    const { view } = this.parts.editor;
    if (view.isDestroyed) return;
    this.state.set({ ...this.state.get(), current: change.id });
    this.#redraw();
    const at = positionOf(view.state.doc, shifted(change.pieces[0].at, shift));
    const { node } = view.domAtPos(Math.min(at, view.state.doc.content.size), 1);
    const element = node instanceof Element ? node : node.parentElement;
    element?.scrollIntoView({ block: "center" });
  }

  tick({ change }: ListedChange, ticked: boolean): Promise<void> {
    this.parts.ticked.set(change, ticked);
    this.#publish();
    this.#redraw();
    return this.parts.client.tick(ticked, idsOf(change));
  }

  /** Ticks a change off, and goes to the next one that is not. */
  tickAndGoOn(at: ListedChange): Promise<void> {
    const next = nextUnseen(this.state.get().changes, at.change.id);
    const ticked = this.tick(at, true);
    if (next) this.goTo(next);
    return ticked;
  }

  /** Ticks off all that are left. */
  async tickAll(): Promise<void> {
    const left = this.state.get().changes.filter(({ isSeen }) => !isSeen);
    for (const { change } of left) this.parts.ticked.set(change, true);
    this.#publish();
    this.#redraw();
    const all = inRequests(left.map(({ change }) => idsOf(change)));
    for (const ids of all) await this.parts.client.tick(true, ids);
  }

  /** Puts back the old words of a change as one undo step (M15); false where it can't be done from here. */
  putBack(id: string): boolean {
    const { view } = this.parts.editor;
    if (view.isDestroyed || !view.editable) return false;
    readBrowserCaret(view);
    this.#compareNow();
    const found = this.state.get().changes.find(({ change }) => change.id === id);
    if (!found || this.#binding.synced !== view.state.doc) return false;
    const { tr } = view.state;
    try {
      if (!putBack(tr, found, this.set)) return false;
      // Checks now: content that the schema does not allow must be found before it is shown.
      tr.doc.check();
    } catch (error) {
      if (!isMisfit(error)) reportError(error);
      return false;
    }
    if (!tr.docChanged) return false;
    this.#binding.undo.stopCapturing();
    view.dispatch(tr);
    this.#binding.undo.stopCapturing();
    this.#compareNow();
    return true;
  }

  /** The first change behind the caret, or the last before it. */
  #nearest(list: readonly ListedChange[], by: 1 | -1): ListedChange | undefined {
    const { doc, selection } = this.parts.editor.state;
    const place = ({ change, shift }: ListedChange) =>
      positionOf(doc, shifted(change.pieces[0].at, shift));
    return by > 0
      ? (list.find((one) => place(one) >= selection.from) ?? list[0])
      : (list.findLast((one) => place(one) < selection.from) ?? list.at(-1));
  }

  #touch({ mapping, steps, doc }: Transaction): void {
    const touched = this.#touched.map(({ from, to }) => ({
      from: mapping.map(from, -1),
      to: mapping.map(to, 1),
    }));
    steps.forEach((step, index) => {
      const rest = mapping.slice(index + 1);
      for (const { from, to } of rangesOf(step)) {
        touched.push({ from: rest.map(from, -1), to: rest.map(to, 1) });
      }
    });
    this.#touched =
      touched.length > MOST_TOUCHED ? [{ from: 0, to: doc.content.size }] : joined(touched);
    this.#later(IDLE_MS);
  }

  #later(milliseconds: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#compareNow();
    }, milliseconds);
  }

  /** Compares what was touched, unless the editor shows something else than the shared text. */
  #compareNow(): void {
    const { editor } = this.parts;
    if (this.#isOver || editor.isDestroyed) return;
    const { state, view } = editor;
    if (this.#binding.synced !== state.doc || view.composing) return this.#later(IDLE_MS);
    const touched = this.#touched;
    this.#touched = [];
    for (const { from, to } of touched) {
      const first = state.doc.resolve(Math.max(from - 1, 0)).index(0);
      const last = state.doc.resolve(Math.min(to + 1, state.doc.content.size)).index(0);
      this.set.compareRows(first, last);
    }
    this.#publish();
    this.#redraw();
    if (this.people.lacks) this.#askSoon();
  }

  #publish(): void {
    const { ticked } = this.parts;
    const before = this.state.get();
    const changes = [...this.set.inOrder()].map(({ change, shift }): ListedChange => ({
      change,
      shift,
      person: change.doer ? (this.people.people.get(change.doer.person) ?? null) : null,
      suggesters: this.people.suggestersOf(change),
      isSeen: ticked.has(change),
    }));
    const stays = changes.some(({ change }) => change.id === before.current);
    this.state.set({ ...before, changes, current: stays ? before.current : null });
  }

  #prepare(): void {
    const { editor } = this.parts;
    if (hasChangeMarks(editor.state)) return;
    readBrowserCaret(editor.view);
    editor.registerPlugin(changeMarks());
  }

  #redraw(): void {
    const { editor, ticked } = this.parts;
    if (editor.isDestroyed || this.#isOver) return;
    if (!hasChangeMarks(editor.state)) {
      if (!this.#isDrawn) return;
      this.#prepare();
    }
    const shown = this.#isDrawn
      ? {
          set: this.set,
          personOf: (userId: string) => this.people.people.get(userId) ?? null,
          suggestersOf: (change: ShownChange) => this.people.suggestersOf(change),
          isSeen: (change: ShownChange) => ticked.has(change),
          current: this.state.get().current,
        }
      : null;
    if (shown === null && this.#hasNoMarks) return;
    if (shown && this.#binding.synced !== editor.state.doc) return;
    this.#hasNoMarks = shown === null;
    readBrowserCaret(editor.view);
    editor.view.dispatch(withMarks(editor.state.tr, { shown }));
  }

  /** Asks who did what is not known yet: edits are committed a moment after they are seen. */
  #askSoon(): void {
    if (this.#asking) return;
    this.#asking = setTimeout(() => {
      this.#asking = null;
      void this.#ask();
    }, this.#askAfter);
  }

  async #ask(): Promise<void> {
    const { upTo } = this.people;
    try {
      const answer = await this.parts.client.doers(upTo);
      if (this.#isOver) return;
      const isNews = answer.inserted.length + answer.deleted.length > 0;
      this.people.add(answer);
      this.#askAfter = isNews ? ASK_MS.first : Math.min(ASK_MS.most, 2 * this.#askAfter);
      if (isNews) this.set.compareWhere(({ doer }) => doer === null || doer.at === null);
    } catch (error) {
      reportUnlessUnreachable(error);
      // Asked again, and the names come later.
      this.people.lacks = true;
      this.#askAfter = Math.min(ASK_MS.most, 2 * this.#askAfter);
    }
    // Whoever types sees it in their next pause: drawing the marks anew between two keys takes longer
    // than a key (M17).
    if (!this.#timer) this.#later(0);
  }
}

function stopped<T>(people: PeopleOfChanges, answer: T): T {
  people.destroy();
  return answer;
}

function* wholly(set: ChangeSet): Generator<void, true, void> {
  yield* set.compareAll();
  return true;
}
