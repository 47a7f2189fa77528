import type { Editor } from "@tiptap/core";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useCallback, useEffect, useId, useRef, useState, type RefObject } from "react";
import { Button } from "#app/ui/Button.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import {
  goToNext,
  goToPrevious,
  look,
  type Matches,
  matchesIn,
  NO_MATCHES,
  replaceEvery,
  replaceOne,
  type Search,
  stopLooking,
} from "./find.ts";

interface FindPanelProps {
  readonly editor: Editor;
  /** Counts how often the person asked for it, so that asking again brings the focus back. */
  readonly asked: number;
  /** Whether the replacement is shown, and may be made. */
  readonly replacing: boolean;
  readonly mayReplace: boolean;
  readonly onReplacing: () => void;
  readonly onClose: () => void;
}

const FIELD =
  "min-h-9 w-full min-w-0 rounded-md border border-rule-strong bg-paper px-2.5 text-[0.9375rem]";

/** Find, and replace where one may write. It stays beside the text, which can be edited meanwhile. */
export default function FindPanel({
  editor,
  asked,
  replacing,
  mayReplace,
  onReplacing,
  onClose,
}: FindPanelProps) {
  const [search, setSearch] = useState<Search>(() => fromSelection(editor));
  const matches = useMatches(editor, search);
  const field = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  const id = useId();

  useEffect(() => {
    if (asked > 0) field.current?.select();
  }, [asked]);

  const close = useCallback(() => {
    stopLooking(editor);
    onClose();
    focusText(editor.view);
  }, [editor, onClose]);
  useEscape(panel, close);

  return (
    <search
      ref={panel}
      aria-label="Find in the draft"
      className="w-full rounded-lg border border-rule bg-raised p-2 shadow-raised sm:w-104"
    >
      <form
        className="flex items-center gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          goToNext(editor.view);
        }}
      >
        <label htmlFor={`${id}-find`} className="sr-only">
          Find
        </label>
        <input
          ref={field}
          id={`${id}-find`}
          value={search.words}
          placeholder="Find"
          autoComplete="off"
          className={FIELD}
          onChange={(event) => setSearch({ ...search, words: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !event.shiftKey) return;
            event.preventDefault();
            goToPrevious(editor.view);
          }}
        />
        <output className="min-w-20 shrink-0 text-center text-sm text-ink-soft tabular-nums">
          {inWords(search, matches)}
        </output>
        <IconButton
          icon={ArrowUp}
          label="Previous place"
          keys="Shift+Enter"
          disabled={matches.count === 0}
          onClick={() => goToPrevious(editor.view)}
        />
        <IconButton
          icon={ArrowDown}
          label="Next place"
          keys="Enter"
          disabled={matches.count === 0}
          onClick={() => goToNext(editor.view)}
        />
        <IconButton icon={X} label="Close" keys="Esc" onClick={close} />
      </form>

      {replacing && mayReplace ? (
        <form
          className="mt-2 flex flex-wrap items-center gap-1"
          onSubmit={(event) => {
            event.preventDefault();
            replaceOne(editor.view);
          }}
        >
          <label htmlFor={`${id}-replace`} className="sr-only">
            Replace with
          </label>
          <input
            id={`${id}-replace`}
            value={search.replacement}
            placeholder="Replace with"
            autoComplete="off"
            className={`${FIELD} flex-1 basis-36`}
            onChange={(event) => setSearch({ ...search, replacement: event.target.value })}
          />
          {/* Not by the count, which comes a moment later: a press before it would do nothing. */}
          <Button type="submit" className="min-h-9 px-3 py-1" busy={search.words === ""}>
            Replace
          </Button>
          <Button
            className="min-h-9 px-3 py-1"
            busy={search.words === ""}
            onClick={() => replaceEvery(editor.view)}
          >
            Replace all
          </Button>
        </form>
      ) : null}

      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 px-1 text-sm">
        <Choice
          label="Match case"
          on={search.matchCase}
          onChange={(matchCase) => setSearch({ ...search, matchCase })}
        />
        <Choice
          label="Whole words"
          on={search.wholeWords}
          onChange={(wholeWords) => setSearch({ ...search, wholeWords })}
        />
        {mayReplace && !replacing ? (
          <button type="button" onClick={onReplacing} className="link ml-auto cursor-pointer">
            Replace…
          </button>
        ) : null}
      </div>
    </search>
  );
}

function Choice({
  label,
  on,
  onChange,
}: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-1.5">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

/** Escape anywhere in the element. */
function useEscape(element: RefObject<HTMLElement>, act: () => void): void {
  useEffect(() => {
    const { current } = element;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      act();
    };
    current?.addEventListener("keydown", onKeyDown);
    return () => current?.removeEventListener("keydown", onKeyDown);
  }, [element, act]);
}

/** Marks what matches while the panel is open, and counts again when the text changes. */
function useMatches(editor: Editor, search: Search): Matches {
  const [matches, setMatches] = useState(NO_MATCHES);
  useEffect(() => {
    look(editor, search);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const count = () => {
      timer = null;
      if (!editor.isDestroyed) setMatches(matchesIn(editor.state));
    };
    const soon = () => {
      timer ??= setTimeout(count, 50);
    };
    count();
    editor.on("transaction", soon);
    return () => {
      editor.off("transaction", soon);
      if (timer) clearTimeout(timer);
    };
  }, [editor, search]);
  return matches;
}

function inWords({ words }: Search, { count, at }: Matches): string {
  if (words === "") return "";
  if (count === 0) return "Not found";
  return at > 0 ? `${at} of ${count}` : `${count} found`;
}

/** A short selection within one block is what one wants to find. */
function fromSelection(editor: Editor): Search {
  const { from, to, $from, $to } = editor.state.selection;
  const short = to - from > 0 && to - from <= 100 && $from.sameParent($to);
  return {
    words: short ? editor.state.doc.textBetween(from, to) : "",
    replacement: "",
    matchCase: false,
    wholeWords: false,
  };
}
