import { TextSelection } from "@tiptap/pm/state";
import type { Place } from "#app/domain/margin/place.ts";
import { focusText, readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import type { Editor, TransactionEvent } from "#app/editor/editor.ts";
import { Store } from "#app/ui/store.ts";
import { draftPlace } from "./places.ts";
import {
  type Apart,
  type MarkedThread,
  sameEntries,
  type TextPlaces,
  type TextRange,
} from "./text-places.ts";
import {
  markActive,
  markThreads,
  type MovedPlace,
  placedThreads,
  registerThreadMarks,
  threadsApart,
} from "./thread-marks.ts";

interface EditorPlacesOptions {
  readonly editor: Editor;
  readonly generation: number;
  readonly onMoved: (moves: readonly MovedPlace[]) => void;
}

/** Where threads stand in the draft that an editor shows. */
export class EditorPlaces implements TextPlaces {
  readonly moved = new Store(0);
  // Told with each drawing: a new map that says the same must not draw again.
  readonly apart = new Store<ReadonlyMap<string, Apart>>(new Map(), sameEntries);

  constructor(private readonly options: EditorPlacesOptions) {}

  get text(): HTMLElement {
    return this.editor.view.dom;
  }

  private get editor(): Editor {
    return this.options.editor;
  }

  /** The marks stay for as long as the editor does. */
  start(onPressed: (ids: readonly string[]) => void): () => void {
    const { editor, generation, onMoved } = this.options;
    registerThreadMarks(editor, {
      generation,
      onMoved,
      onPressed,
      onPlaced: () => {
        this.moved.set(this.moved.get() + 1);
        this.apart.set(threadsApart(editor.state));
      },
    });
    return () => undefined;
  }

  mark(threads: readonly MarkedThread[], active: string | null): void {
    markThreads(this.editor, threads);
    markActive(this.editor, active);
  }

  ranges(): ReadonlyMap<string, TextRange> {
    return placedThreads(this.editor.state);
  }

  selected(): TextRange | null {
    const { editor } = this;
    if (editor.isDestroyed || editor.view.composing) return null;
    const { selection } = editor.state;
    return selection instanceof TextSelection && !selection.empty ? selection : null;
  }

  /** The selection, or the paragraph at the caret. */
  toComment(): TextRange | null {
    readBrowserCaret(this.editor.view);
    const { selection } = this.editor.state;
    if (!selection.empty) return { from: selection.from, to: selection.to };
    const { $head } = selection;
    for (let { depth } = $head; depth > 0; depth -= 1) {
      if ($head.node(depth).type.name === "block") {
        return { from: $head.start(depth), to: $head.end(depth) };
      }
    }
    return null;
  }

  place(range: TextRange): Place | null {
    return draftPlace(this.editor.state, range, this.options.generation);
  }

  caret(): number {
    return this.editor.state.selection.from;
  }

  lineAt(position: number, side: 1 | -1 = 1) {
    const { editor } = this;
    if (editor.isDestroyed) return null;
    return editor.view.coordsAtPos(Math.min(position, editor.state.doc.content.size), side);
  }

  watchSelection(changed: () => void): () => void {
    const { editor } = this;
    const onTransaction = ({ before }: TransactionEvent) => {
      if (!before.selection.eq(editor.state.selection)) changed();
    };
    editor.on("transaction", onTransaction);
    return () => editor.off("transaction", onTransaction);
  }

  hasFocus(): boolean {
    return this.editor.view.hasFocus();
  }

  focus(behind: TextRange | null): void {
    const { editor } = this;
    if (editor.isDestroyed) return;
    if (behind) {
      const { tr, doc } = editor.state;
      const near = TextSelection.near(doc.resolve(Math.min(behind.to, doc.content.size)), -1);
      editor.view.dispatch(tr.setSelection(near));
    }
    focusText(editor.view);
  }
}
