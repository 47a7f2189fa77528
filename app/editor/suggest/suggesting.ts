import type { Editor } from "#app/editor/editor.ts";
import type { Node } from "@tiptap/pm/model";
import { Selection, type Transaction } from "@tiptap/pm/state";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { organizationColor } from "#app/domain/colors.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { focusText, readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import { numberingKey } from "#app/editor/behavior/numbering.ts";
import { startOf } from "#app/document/edits/replace-blocks.ts";
import { sameValues, Store } from "#app/ui/store.ts";
import { copiedRange, TOO_MANY, tooLarge } from "./copied-range.ts";
import { Overlay } from "./overlay.ts";
import { endOf, nodesIn, spanOf } from "./block-spans.ts";
import { typedOverDetail } from "./typed-over-detail.ts";
import { holdEdits, leaveMode, modeIn, setMode, suggestMode } from "./suggest-mode.ts";
import type { BlockSpan, SuggestingOptions, SuggestingState } from "./suggesting-options.ts";
import type { SuggestionAbout } from "./suggestion-about.ts";

export type { BlockSpan } from "./suggesting-options.ts";

const PROPOSED = {
  sent: "Proposed. The draft is unchanged until somebody accepts it.",
  kept: "You are offline. It is kept on this device, and proposed when you are back.",
} as const;

/** Milliseconds from a key until the device keeps what is written; also of somebody who never pauses. */
const KEEP_MS = 400;

/**
 * One person's suggesting in one editor: whether it is on, and the copy in which they write (M9). Of
 * what they write nothing is in the shared text.
 */
export class Suggesting {
  readonly state = new Store<SuggestingState>(
    { on: false, writing: null, about: { organizationId: null, text: "" }, asksToDrop: false },
    sameValues,
  );
  private overlay: Overlay | null = null;
  /** The copy is being opened or closed: the focus moves without anybody moving it. */
  private isMoving = false;
  /** The editor is left: nothing can be opened any more. */
  private isLeft = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private redrawing: ReturnType<typeof setTimeout> | null = null;
  private readonly stopHolding: () => void;

  constructor(
    private readonly editor: Editor,
    private readonly options: SuggestingOptions,
  ) {
    readBrowserCaret(editor.view);
    editor.registerPlugin(suggestMode({ onFocus: this.onFocus, onDecide: options.onDecide }));
    this.stopHolding = holdEdits(editor.view, this.onEdit);
    editor.on("transaction", this.onTransaction);
  }

  destroy(): void {
    this.editor.off("transaction", this.onTransaction);
    this.keepNow();
    this.isLeft = true;
    if (this.timer) clearTimeout(this.timer);
    if (this.redrawing) clearTimeout(this.redrawing);
    this.close();
    if (!this.editor.isDestroyed) this.stopHolding();
    leaveMode(this.editor);
  }

  setOn(on: boolean): void {
    if (!on && this.overlay) void this.propose();
    // Too much text for one suggestion stays to be written, and so does the mode.
    if (!on && this.state.get().writing) return;
    if (modeIn(this.editor.state).on === on) return;
    readBrowserCaret(this.editor.view);
    setMode(this.editor.view, { on });
    this.put({ on });
  }

  /**
   * Proposes what is written. Answers whether nothing is left to be written.
   * @param isLeaving the caret is elsewhere already, and stays there.
   */
  async propose(isLeaving = false): Promise<boolean> {
    const { overlay } = this;
    if (!overlay) return true;
    if (!overlay.isChanged) {
      this.finish(isLeaving);
      return true;
    }
    const { suggested } = overlay;
    const refused = tooLarge(suggested);
    if (refused) {
      this.options.tell(refused);
      return false;
    }
    const span = this.span();
    const { about } = this.state.get();
    this.finish(isLeaving);
    const answer = await this.options.send(suggested, span, { ...about, text: about.text.trim() });
    if (typeof answer === "string") {
      this.options.tell(PROPOSED[answer]);
      return true;
    }
    // Words that were written are not lost: the copy is there again, or, where another is being
    // written by now, they are kept beside the text.
    if (this.overlay || this.isLeft) {
      await answer.setAside();
      this.options.tell(`${answer.refusal} What you wrote is kept among the comments.`);
      return false;
    }
    this.open({ span, base: suggested.base, proposed: suggested.proposed });
    this.say(about);
    this.keepNow();
    this.options.tell(answer.refusal);
    return false;
  }

  /** Says who reads it, or why it is made. Who reads it holds for the next ones too, until it is said anew. */
  say(part: Partial<SuggestionAbout>): void {
    this.put({ about: { ...this.state.get().about, ...part } });
    if (this.overlay) this.keepSoon();
  }

  /** Leads back into the copy. */
  focus(): void {
    this.overlay?.focus();
  }

  /** Drops what is written; asks where there are words. */
  drop(): void {
    if (this.overlay?.isChanged) this.put({ asksToDrop: true });
    else this.finish();
  }

  stopAsking(really: boolean): void {
    this.put({ asksToDrop: false });
    if (really) this.finish();
    else this.overlay?.focus();
  }

  /** Goes on with what was written before the page was loaded again. */
  async restore(): Promise<void> {
    const unsent = await this.options.device.load(this.options.documentId);
    if (!unsent || this.overlay || this.editor.isDestroyed) return;
    const span = spanOf(this.editor.state.doc, unsent);
    this.open({ span, base: unsent.base, proposed: unsent.proposed });
    // Also for whom it is: what is for one organization must not come back as for everybody.
    this.say(unsent.about);
    this.options.tell("This is the suggestion that you were writing. Nobody else has seen it.");
  }

  // --- From the draft

  private readonly onEdit = (transaction: Transaction, before: Node): void => {
    // Whoever dispatched it goes on with the draft as it is: it is opened right after.
    queueMicrotask(() => this.begin(transaction, before));
  };

  private begin(transaction: Transaction, before: Node): void {
    const { editor } = this;
    if (editor.isDestroyed || editor.state.doc !== before) return;
    if (this.overlay) {
      this.options.tell(
        "Propose or drop the suggestion that you are writing first: Ctrl-Enter or Escape.",
      );
      this.overlay.focus();
      return;
    }
    const detail = typedOverDetail(editor.state.selection, transaction);
    if (detail !== null) return this.options.tell(detail);
    const range = copiedRange(before, transaction.doc);
    if (range.to - range.from > MARGIN_LIMITS.blocks) return this.options.tell(TOO_MANY);
    const start = startOf(before, range.from);
    const span = { from: start, to: startOf(before, range.to) };
    const overlay = this.open({ span, base: null, proposed: null });
    if (overlay.take(transaction, start)) return overlay.focus();
    this.close();
    this.options.tell("That can’t be suggested here. The draft is unchanged.");
  }

  private readonly onFocus = (): void => {
    // The browser tells of the focus before the caret is where it will be.
    if (this.overlay && !this.isMoving) void this.propose(true);
  };

  private readonly onTransaction = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged || !this.overlay || this.redrawing) return;
    // Others changed something: numbers in the copy may be different.
    this.redrawing = setTimeout(() => {
      this.redrawing = null;
      if (this.editor.isDestroyed) return;
      this.overlay?.renumber(this.page());
    }, KEEP_MS);
  };

  // --- The copy

  private open({
    span,
    base,
    proposed,
  }: {
    readonly span: BlockSpan;
    readonly base: readonly ProseNode[] | null;
    readonly proposed: readonly ProseNode[] | null;
  }): Overlay {
    const { view, state } = this.editor;
    const nodes = base?.map((node) => state.schema.nodeFromJSON(node)) ?? nodesIn(state.doc, span);
    const overlay = new Overlay({
      base: nodes,
      proposed,
      color: `org-${organizationColor(this.options.color).cssName}`,
      page: this.page(),
      around: () => this.around(),
      extend: (side, which) => this.extend(side, which),
      onReference: this.options.onReference,
      onPasteNotice: this.options.onPasteNotice,
      onChange: () => this.keepSoon(),
      onPropose: () => void this.propose(),
      onDrop: () => this.drop(),
      onLeave: (side) => this.leave(side),
    });
    this.overlay = overlay;
    this.moving(() => {
      if (!modeIn(state).on) setMode(view, { on: true });
      setMode(view, { covered: { ...span, dom: overlay.dom } });
      overlay.renumber(this.page());
    });
    this.put({ writing: overlay.editor, on: true });
    return overlay;
  }

  /** Takes the copy away and forgets what was written; the caret goes where it stood. */
  private finish(isLeaving = false): void {
    const { from } = this.span();
    const { view } = this.editor;
    const hadFocus = view.dom.contains(document.activeElement);
    this.close();
    void this.options.device.drop(this.options.documentId);
    if (isLeaving || !hadFocus) return;
    this.moving(() => {
      const { tr } = view.state;
      const place = tr.doc.resolve(Math.min(from, tr.doc.content.size));
      view.dispatch(tr.setSelection(Selection.near(place)));
      focusText(view);
    });
  }

  private close(): void {
    const { overlay, editor } = this;
    if (!overlay) return;
    this.overlay = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.moving(() => {
      if (!editor.isDestroyed) setMode(editor.view, { covered: null });
      overlay.destroy();
    });
    const { about } = this.state.get();
    this.put({ writing: null, about: { ...about, text: "" }, asksToDrop: false });
  }

  private leave(side: "before" | "behind"): void {
    const { from, to } = this.span();
    const { view } = this.editor;
    void this.propose(true);
    this.moving(() => {
      const { tr } = view.state;
      const at = side === "before" ? from : to;
      const place = tr.doc.resolve(Math.min(at, tr.doc.content.size));
      const near = Selection.findFrom(place, side === "before" ? -1 : 1, true);
      if (near) view.dispatch(tr.setSelection(near).scrollIntoView());
      focusText(view);
    });
  }

  private extend(side: "before" | "behind", which: "paragraph" | "any"): Node | null {
    const { state, view } = this.editor;
    const { covered } = modeIn(state);
    if (!covered) return null;
    const at = state.doc.resolve(side === "before" ? covered.from : covered.to);
    const node = side === "before" ? at.nodeBefore : at.nodeAfter;
    if (!node || (which === "paragraph" && node.type.name !== "block")) return null;
    const span =
      side === "before"
        ? { ...covered, from: covered.from - node.nodeSize }
        : { ...covered, to: covered.to + node.nodeSize };
    this.moving(() => setMode(view, { covered: span }));
    return node;
  }

  private around() {
    const { doc } = this.editor.state;
    const { from, to } = this.span();
    const before: Node[] = [];
    const behind: Node[] = [];
    doc.forEach((node, position) => {
      if (position + node.nodeSize <= from) before.push(node);
      else if (position >= to) behind.push(node);
    });
    return { before, behind };
  }

  private span(): BlockSpan {
    const { covered } = modeIn(this.editor.state);
    return covered ?? endOf(this.editor.state.doc);
  }

  private page() {
    return numberingKey.getState(this.editor.state)?.page ?? NO_PAGE_DETAILS;
  }

  // --- The device

  private keepSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.keepNow();
    }, KEEP_MS);
  }

  private keepNow(): void {
    const { overlay, options } = this;
    if (!overlay?.isChanged) return;
    const { about } = this.state.get();
    void options.device.keep({ documentId: options.documentId, ...overlay.suggested, about });
  }

  private moving(move: () => void): void {
    const before = this.isMoving;
    this.isMoving = true;
    try {
      move();
    } finally {
      this.isMoving = before;
    }
  }

  private put(part: Partial<SuggestingState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}
