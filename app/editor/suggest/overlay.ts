import { closeHistory, history, redo, undo } from "@tiptap/pm/history";
import { keydownHandler } from "@tiptap/pm/keymap";
import type { Node } from "@tiptap/pm/model";
import {
  type Command,
  EditorState,
  Plugin,
  PluginKey,
  Selection,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import { StepMap } from "@tiptap/pm/transform";
import { type Decoration, DecorationSet } from "@tiptap/pm/view";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { isSameText, type Suggested } from "#app/document/suggestion/index.ts";
import { allowRemovingAtoms, mayRemoveAtoms } from "#app/editor/behavior/atom-guard.ts";
import { legalPlugins } from "#app/editor/behavior/plugins.ts";
import { roomForNotes } from "#app/editor/behavior/room-for-notes.ts";
import { setPageDetails, type TextAround } from "#app/editor/behavior/numbering.ts";
import { blockEdits } from "#app/document/edits/block-edits.ts";
import { moveKeys } from "#app/editor/commands/move-paragraphs.ts";
import { footnoteAt, leaveFootnote } from "#app/editor/commands/footnote-commands.ts";
import { Editor } from "#app/editor/editor.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { type ReferenceAt, referenceClicks } from "#app/editor/references/reference-at.ts";
import { changeDecorations } from "./change-decorations.ts";
import { handNotice } from "./hand-notice.ts";
import { pageWith } from "./page-by-id.ts";
import { isMisfit } from "#app/editor/behavior/misfit.ts";

/** The draft around an overlay: the data it needs, and the calls by which it tells of events. */
interface OverlayHost {
  /** Consecutive nodes of the draft that become a copy. */
  readonly base: readonly Node[];
  /** The blocks that were proposed before, where a suggestion is gone on with; null to begin. */
  readonly proposed: readonly ProseNode[] | null;
  /** The class of the writer's organization. */
  readonly color: string;
  readonly page: PageDetails;
  readonly around: () => TextAround;
  /**
   * The draft's node before or behind what is copied, to be copied, too; null where there is none, or it is
   * no paragraph and only one of those is asked for.
   */
  readonly extend: (side: "before" | "behind", which: "paragraph" | "any") => Node | null;
  /** A cross-reference of the copy is to be changed. */
  readonly onReference: (reference: ReferenceAt) => void;
  /** Tells of content that a paste left out or changed. */
  readonly onPasteNotice: (notice: PasteNotice | null) => void;
  readonly onChange: () => void;
  readonly onPropose: () => void;
  readonly onDrop: () => void;
  /** The caret goes out of the copy. */
  readonly onLeave: (side: "before" | "behind") => void;
}

const LABEL = "Suggestion that you are writing";
const DESCRIPTION = "A copy of the paragraph. Ctrl-Enter proposes what you write, Escape drops it.";

const redlineKey = new PluginKey<DecorationSet>("overlayRedline");

/**
 * A copy in place of some blocks of a draft, in which one writes a suggestion (M9): an editor of its own
 * with the same schema and keys, not connected to the shared text. It is drawn as a redline against the
 * blocks as they were.
 */
export class Overlay {
  readonly dom: HTMLElement;
  readonly editor: Editor;
  /** The blocks as they were. */
  private base: readonly Node[];
  /** Whether something is told about a paste into the copy. */
  private hasNotice = false;

  constructor(private readonly host: OverlayHost) {
    this.dom = document.createElement("div");
    this.dom.className = `suggest-overlay ${host.color}`;
    this.dom.contentEditable = "false";
    const { base, proposed, around, page } = host;
    const schema = legalSchema();
    const copied = proposed?.map((node) => schema.nodeFromJSON(node)) ?? base;
    this.base = base;
    const plugins = legalPlugins(
      { around, page, onPasteNotice: this.onPasteNotice },
      {
        beforeKeys: [history(), this.keys(), this.moving(), referenceClicks(host.onReference)],
        afterKeys: [this.redline(), roomForNotes()],
      },
    );
    const doc = schema.topNodeType.create(null, copied);
    this.editor = new Editor(EditorState.create({ doc, plugins }), {
      attributes: {
        class: "prose suggest-writing",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": LABEL,
        "aria-description": DESCRIPTION,
        spellcheck: "true",
      },
      scrollThreshold: { top: 140, bottom: 60, left: 0, right: 0 },
      scrollMargin: { top: 160, bottom: 80, left: 0, right: 0 },
    });
    this.redraw();
    this.dom.append(this.editor.view.dom);
    this.editor.on("transaction", ({ before }) => {
      if (!before.doc.eq(this.editor.state.doc)) host.onChange();
    });
  }

  /** The blocks as they were, and as they are proposed. */
  get suggested(): Suggested {
    const json = (nodes: readonly Node[]) => nodes.map((node) => node.toJSON() as ProseNode);
    return { base: json(this.base), proposed: json(this.editor.state.doc.children) };
  }

  get isChanged(): boolean {
    const { base, proposed } = this.suggested;
    return !isSameText(base, proposed);
  }

  /**
   * Does in the copy what somebody just did in the draft: the first letter, an Enter, a paste. Answers
   * whether the copy took it.
   */
  take(transaction: Transaction, start: number): boolean {
    const { state, view } = this.editor;
    const { doc, tr } = state;
    const back = StepMap.offset(-start);
    try {
      for (const step of transaction.steps) {
        const own = step.map(back);
        if (!own || tr.maybeStep(own).failed !== null) return false;
      }
      const { selection } = transaction;
      const { size } = tr.doc.content;
      const inside = (pos: number) => tr.doc.resolve(Math.max(0, Math.min(size, pos - start)));
      // A caption or a table that was moved stays selected, to be moved on.
      tr.setSelection(
        selection instanceof TextSelection
          ? TextSelection.between(inside(selection.anchor), inside(selection.head))
          : selection.map(tr.doc, back),
      );
    } catch (error) {
      if (!isMisfit(error)) reportError(error);
      return false;
    }
    if (mayRemoveAtoms(transaction)) allowRemovingAtoms(tr);
    view.dispatch(handNotice(transaction, tr.setStoredMarks(null), -start));
    // Undo takes back a move, and not what is typed right after it.
    if (transaction.steps.length > 1) view.dispatch(closeHistory(view.state.tr));
    return view.state.doc !== doc;
  }

  focus(at: "start" | "end" | null = null): void {
    const { view } = this.editor;
    if (at) {
      const { tr } = view.state;
      const selection = at === "start" ? Selection.atStart(tr.doc) : Selection.atEnd(tr.doc);
      view.dispatch(tr.setSelection(selection));
    }
    view.focus();
  }

  /** Draws the numbers and fields again, after they changed around it. */
  renumber(page: PageDetails): void {
    setPageDetails(this.editor, page.facts, page.layoutProfile);
    this.redraw();
  }

  private readonly onPasteNotice = (notice: PasteNotice | null): void => {
    this.hasNotice = notice !== null;
    this.host.onPasteNotice(notice);
  };

  private redraw(): void {
    const { view } = this.editor;
    view.dispatch(view.state.tr.setMeta(redlineKey, true).setMeta("addToHistory", false));
  }

  destroy(): void {
    if (this.hasNotice) this.onPasteNotice(null);
    this.editor.destroy();
    this.dom.remove();
  }

  /** Copies one more block of the draft, so that Backspace and Delete can join with it, or it be passed. */
  private extend(side: "before" | "behind", which: "paragraph" | "any" = "paragraph"): boolean {
    const node = this.host.extend(side, which);
    if (!node) return false;
    const { state, view } = this.editor;
    this.base = side === "before" ? [node, ...this.base] : [...this.base, node];
    const { tr } = state;
    tr.insert(side === "before" ? 0 : state.doc.content.size, node);
    view.dispatch(tr.setMeta("addToHistory", false));
    return true;
  }

  private keys(): Plugin {
    const { host } = this;
    const edge =
      (side: "before" | "behind", then: (view: Editor["view"]) => boolean): Command =>
      (state, _dispatch, view) => {
        if (!view || !state.selection.empty) return false;
        const { $head } = state.selection;
        const isFirst = side === "before" && $head.index(0) === 0;
        const isLast = side === "behind" && $head.index(0) === state.doc.childCount - 1;
        return (isFirst || isLast) && $head.depth === 1 ? then(view) : false;
      };
    const atEnd = (state: EditorState, side: "before" | "behind") => {
      const { $head } = state.selection;
      return $head.parentOffset === (side === "before" ? 0 : $head.parent.content.size);
    };
    const join = (side: "before" | "behind") =>
      edge(side, (view) => {
        if (atEnd(view.state, side)) this.extend(side);
        // The key does the rest, as in the draft.
        return false;
      });
    const leave = (side: "before" | "behind") =>
      edge(side, (view) => {
        if (!view.endOfTextblock(side === "before" ? "up" : "down")) return false;
        host.onLeave(side);
        return true;
      });
    const drop: Command = (state, dispatch) => {
      if (footnoteAt(state.selection.$head) !== null) return leaveFootnote(state, dispatch);
      host.onDrop();
      return true;
    };
    const propose: Command = () => {
      host.onPropose();
      return true;
    };
    return new Plugin({
      props: {
        handleKeyDown: keydownHandler({
          "Mod-Enter": propose,
          Escape: drop,
          "Mod-z": undo,
          "Mod-y": redo,
          "Mod-Shift-z": redo,
          Backspace: join("before"),
          Delete: join("behind"),
          ArrowUp: leave("before"),
          ArrowDown: leave("behind"),
        }),
      },
    });
  }

  private moving(): Plugin {
    return moveKeys({
      extend: (direction) => this.extend(direction === "up" ? "before" : "behind", "any"),
      dispatch: (view, move) => {
        view.dispatch(closeHistory(move));
        view.dispatch(closeHistory(view.state.tr));
      },
    });
  }

  private redline(): Plugin {
    const decorations = (doc: Node, state: EditorState) =>
      DecorationSet.create(doc, this.decorationsOf(doc, state));
    return new Plugin<DecorationSet>({
      key: redlineKey,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, before, _old, state) {
          const isAsked = transaction.getMeta(redlineKey) === true;
          return transaction.docChanged || isAsked ? decorations(state.doc, state) : before;
        },
      },
      props: { decorations: (state) => redlineKey.getState(state) },
    });
  }

  private decorationsOf(doc: Node, state: EditorState): Decoration[] {
    if (this.base.length === 0) return [];
    const edits = blockEdits(doc.content.content, this.base, 0);
    return changeDecorations(doc, edits, {
      inText: "inserted",
      color: this.host.color,
      key: "writing",
      title: LABEL,
      // Struck content keeps the numbers that it had.
      page: () => pageWith(state, { from: 0, to: doc.childCount }, this.wholeBase()),
    });
  }

  private wholeBase(): Node[] {
    const { before, behind } = this.host.around();
    return [...before, ...this.base, ...behind];
  }
}
