import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { organizationColour } from "~/domain/colours";
import { readBrowserCaret } from "~/prose/browser-caret";
import { type AuthorIndex, authorRuns, type AuthorRun } from "./authors";
import { blocksIn } from "./offered-words";
import type { Person } from "./presence";

/** What the marks are drawn from. */
export interface ShownAuthors {
  readonly index: AuthorIndex;
  /** By the numbers in the index. */
  readonly people: readonly Person[];
  /** Who types under a client id now, for words that no commit tells of yet. */
  readonly atClient: (client: number) => Person | null;
  /** A moment in words: milliseconds since 1970, or null for just now. */
  readonly when: (at: number | null) => string;
}

interface Marks {
  readonly shown: ShownAuthors | null;
  readonly drawn: DecorationSet;
}

const marksKey = new PluginKey<Marks>("authorMarks");
/** Words typed here get their mark when the hands pause. */
const PAUSE_MS = 600;

/** Tints each run of text in the colour of its writer's organization, once asked to (`showAuthors`). */
export function authorMarks(): Plugin<Marks> {
  return new Plugin<Marks>({
    key: marksKey,
    state: {
      init: () => ({ shown: null, drawn: DecorationSet.empty }),
      apply(transaction, before, _oldState, newState) {
        const asked = transaction.getMeta(marksKey) as { shown: ShownAuthors | null } | undefined;
        const shown = asked ? asked.shown : before.shown;
        if (!shown) return before.shown ? { shown, drawn: DecorationSet.empty } : before;
        if (asked || fragmentIn(newState)?.isChangeOrigin) {
          return { shown, drawn: draw(newState, shown) };
        }
        if (!transaction.docChanged) return before;
        return { shown, drawn: before.drawn.map(transaction.mapping, newState.doc) };
      },
    },
    props: {
      decorations: (state) => marksKey.getState(state)?.drawn,
      // A text that takes no keys can be reached by them all the same while its authors are shown.
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

/** Shows the authors, or takes the marks away. */
export function showAuthors(view: EditorView, shown: ShownAuthors | null): void {
  readBrowserCaret(view);
  view.dispatch(view.state.tr.setMeta(marksKey, { shown }));
}

/** Who wrote what the caret stands in, in words; null where nothing is known or shown. */
export function authorAtCaret(state: EditorState): string | null {
  const { from, empty } = state.selection;
  // Of selected words, the first; between the words of two, those before the caret.
  const at = empty ? from : from + 1;
  const [mark] = marksKey.getState(state)?.drawn.find(at, at) ?? [];
  const label: unknown = mark?.spec.label;
  return typeof label === "string" ? label : null;
}

/** In a text that takes no keys, up and down lead from one author's words to the next. */
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

/** ProseMirror draws no selection into a text that takes no keys, unless there is one already. */
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
  if (shown && !view.isDestroyed) showAuthors(view, shown);
}

interface SharedText {
  readonly type: Y.XmlFragment;
  readonly isChangeOrigin: boolean;
}

function fragmentIn(state: EditorState): SharedText | undefined {
  return ySyncPluginKey.getState(state) as SharedText | undefined;
}

function draw(state: EditorState, shown: ShownAuthors): DecorationSet {
  const shared = fragmentIn(state);
  if (!shared) return DecorationSet.empty;
  const texts = blocksIn(shared.type);
  const decorations: Decoration[] = [];
  state.doc.descendants((node, position) => {
    if (node.type.name !== "block") return true;
    const text = texts.next();
    if (!text.done) decorations.push(...marksOf(node, position + 1, text.value, shown));
    return false;
  });
  return DecorationSet.create(state.doc, decorations);
}

function marksOf(
  block: Node,
  start: number,
  text: Y.XmlElement,
  shown: ShownAuthors,
): Decoration[] {
  return authorRuns(text, shown.index).flatMap((run) => {
    const person = personOf(run, shown);
    if (!person || run.to > block.content.size) return [];
    const label = `${person.name} · ${person.organization}, ${shown.when(run.written?.at ?? null)}`;
    const { cssName } = organizationColour(person.colour);
    const look = { class: `author org-${cssName}`, title: label };
    return [Decoration.inline(start + run.from, start + run.to, look, { label })];
  });
}

function personOf({ client, written }: AuthorRun, shown: ShownAuthors): Person | null {
  return written ? (shown.people[written.person] ?? null) : shown.atClient(client);
}
