import { Extension, type Editor } from "@tiptap/core";
import { exitSuggestion, Suggestion, type SuggestionProps } from "@tiptap/suggestion";
import { Watched } from "../watched";
import { matching, type Insertion } from "./insertions";

/** The open slash menu: what it offers, which one Enter takes, and where it stands. */
export interface OpenSlash {
  readonly query: string;
  readonly items: readonly Insertion[];
  readonly at: number;
  /** Where the slash is on the screen. */
  readonly place: () => DOMRect | null;
  readonly pick: (insertion: Insertion) => void;
}

/** The menu's state, which changes with every key and behind React's back. */
export type SlashState = Watched<OpenSlash | null>;

export function slashState(): SlashState {
  return new Watched<OpenSlash | null>(null);
}

/** What the menu needs of the desk around it, asked when it opens. */
export interface SlashSource {
  readonly insertions: () => readonly Insertion[];
  readonly run: (insertion: Insertion, editor: Editor) => void;
}

/**
 * "/" at the start of a paragraph or after a blank offers what can be put in, filtered by what is
 * typed behind it. Escape, or anything that fits nothing, leaves the slash as text.
 */
export function slashMenu(state: SlashState, source: SlashSource): Extension {
  return Extension.create({
    name: "slashMenu",
    // Before the keys of the text (1100): Enter and Tab take what is chosen while it is open.
    priority: 1200,
    addProseMirrorPlugins() {
      const show = ({ editor, query, items, range, clientRect }: Props, at: number) => {
        state.set(
          items.length === 0
            ? null
            : {
                query,
                items,
                at: Math.min(at, items.length - 1),
                place: () => clientRect?.() ?? null,
                pick: (insertion) => {
                  editor.chain().focus().deleteRange(range).run();
                  source.run(insertion, editor);
                },
              },
        );
      };
      return [
        Suggestion<Insertion, Insertion>({
          editor: this.editor,
          char: "/",
          allowSpaces: true,
          allow: ({ editor }) => editor.isEditable && !editor.view.composing,
          items: ({ query, editor }) =>
            matching(source.insertions(), query).filter(({ fits }) => fits(editor)),
          render: () => ({
            onStart: (props) => show(props, 0),
            onUpdate: (props) =>
              show(props, props.query === state.get()?.query ? (state.get()?.at ?? 0) : 0),
            onExit: () => state.set(null),
            onKeyDown: ({ event, view }) => {
              const open = state.get();
              if (!open) return false;
              if (event.key === "Escape") {
                exitSuggestion(view);
                return true;
              }
              if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
              const chosen = open.items[open.at];
              if ((event.key === "Enter" || event.key === "Tab") && chosen) {
                open.pick(chosen);
                return true;
              }
              const at = moved(open, event.key);
              if (at === null) return false;
              state.set({ ...open, at });
              return true;
            },
          }),
        }),
      ];
    },
  });
}

type Props = SuggestionProps<Insertion, Insertion>;

/** Where an arrow leads; round from the last to the first. */
function moved({ at, items }: OpenSlash, key: string): number | null {
  if (key === "ArrowDown") return (at + 1) % items.length;
  if (key === "ArrowUp") return (at + items.length - 1) % items.length;
  return null;
}
