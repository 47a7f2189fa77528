import type { Editor } from "#app/editor/editor.ts";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from "react";
import { wordsToMark } from "#app/domain/search/asked.ts";
import { Button } from "#app/ui/Button.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import type { MatchCount, Search } from "./find-query.ts";
import { goToNext, goToPrevious, startSearch, replaceOne, showMatch, stopLooking } from "./find.ts";
import { type Replaced, replaceEvery } from "./replace-every.ts";
import { useMatchCount } from "./use-match-count.ts";

interface FindPanelProps {
  readonly editor: Editor;
  /** Whether the page's address says what to find, not the selection. */
  readonly isSpot: boolean;
  /** Incremented each time the person asks for it, so that asking again moves the focus back. */
  readonly asked: number;
  /** Whether the replacement is shown. */
  readonly replacing: boolean;
  readonly mayReplace: boolean;
  readonly onReplacing: () => void;
  readonly onClose: () => void;
}

const FIELD =
  "min-h-9 w-full min-w-0 rounded-md border border-rule-strong bg-paper px-2.5 text-[0.9375rem]";

/**
 * The panel for find and, with write access, replace. It stays beside the text, which can be edited
 * meanwhile.
 */
export default function FindPanel({
  editor,
  isSpot,
  asked,
  replacing,
  mayReplace,
  onReplacing,
  onClose,
}: FindPanelProps) {
  const [search, setSearch] = useState<Search>(() =>
    isSpot ? fromAddress() : fromSelection(editor),
  );
  const [replacement, setReplacement] = useState("");
  /** Whether all matches are being replaced, which takes a moment in a long text. */
  const [isReplacing, setReplacing] = useState(false);
  /** Result of replacing all, until anything else is done here. */
  const [replaced, setReplaced] = useState<{ of: Search; done: Replaced } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  const id = useId();
  const finds = `${id}-finds`;
  const replaces = `${id}-replaces`;

  // With the words on the screen: a press of Replace all that follows at once means these.
  useLayoutEffect(() => {
    startSearch(editor, search);
    showSoon(editor, panel);
  }, [editor, search]);
  const matches = useMatchCount(editor, search);

  useEffect(() => {
    // A search that was opened while this was on its way has the keys, and gives them when it closes.
    if (asked > 0 && !document.querySelector(".search-palette")) field.current?.select();
  }, [asked]);

  const close = useCallback(() => {
    stopLooking(editor);
    onClose();
    focusText(editor.view);
  }, [editor, onClose]);
  useEscape(panel, close);

  const act = (change: () => void) => {
    setReplaced(null);
    change();
    showSoon(editor, panel);
  };
  const next = () => act(() => goToNext(editor.view));
  const previous = () => act(() => goToPrevious(editor.view));
  const shown = replacing && mayReplace;

  return (
    <search
      ref={panel}
      aria-label="Find in the draft"
      className="w-full rounded-lg border border-rule bg-raised p-2 shadow-raised sm:w-104"
    >
      <form
        id={finds}
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      />
      <form
        id={replaces}
        onSubmit={(event) => {
          event.preventDefault();
          act(() => replaceOne(editor.view, replacement));
        }}
      />
      {/* Tab moves between the fields, as in other programs, and then to what acts on both. */}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-1 gap-y-2">
        <label htmlFor={`${id}-find`} className="sr-only">
          Find
        </label>
        <input
          ref={field}
          id={`${id}-find`}
          form={finds}
          value={search.words}
          placeholder="Find"
          autoComplete="off"
          className={FIELD}
          onChange={(event) => setSearch({ ...search, words: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !event.shiftKey) return;
            event.preventDefault();
            previous();
          }}
        />
        {shown ? (
          <>
            <label htmlFor={`${id}-replace`} className="sr-only">
              Replace with
            </label>
            <input
              id={`${id}-replace`}
              form={replaces}
              value={replacement}
              placeholder="Replace with"
              autoComplete="off"
              className={`${FIELD} col-start-1 row-start-2`}
              onChange={(event) => setReplacement(event.target.value)}
            />
          </>
        ) : null}
        <div className="col-start-2 row-start-1 flex items-center gap-1">
          <output className="min-w-20 shrink-0 grow px-1 text-center text-sm text-ink-soft tabular-nums">
            {replaced?.of === search
              ? replacedSentence(replaced.done)
              : matchesLabel(search, matches)}
          </output>
          <IconButton
            icon={ArrowUp}
            label="Previous place"
            keys="Shift+Enter"
            disabled={matches?.count === 0}
            onClick={previous}
          />
          <IconButton
            icon={ArrowDown}
            label="Next place"
            keys="Enter"
            disabled={matches?.count === 0}
            onClick={next}
          />
          <IconButton icon={X} label="Close" keys="Esc" onClick={close} />
        </div>
        {shown ? (
          <div className="col-start-2 row-start-2 flex flex-wrap items-center justify-end gap-1">
            {/* Not disabled by the count, which arrives a moment later: a press before it would do nothing. */}
            <Button
              type="submit"
              form={replaces}
              className="min-h-9 px-3 py-1"
              busy={search.words === ""}
            >
              Replace
            </Button>
            <Button
              className="min-h-9 px-3 py-1"
              busy={search.words === "" || isReplacing}
              onClick={() => {
                setReplacing(true);
                replaceEvery(editor, replacement, (done) => {
                  setReplacing(false);
                  setReplaced({ of: search, done });
                });
              }}
            >
              Replace all
            </Button>
          </div>
        ) : null}
      </div>

      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 px-1 text-sm">
        <Choice
          label="Match case"
          on={search.matchCase === true}
          onChange={(matchCase) => setSearch({ ...search, matchCase })}
        />
        <Choice
          label="Whole words"
          on={search.wholeWords === true}
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

/** Handles Escape anywhere in the element. */
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

/** In the next frame, after the matches are drawn. */
function showSoon({ view }: Editor, panel: RefObject<HTMLElement>): void {
  requestAnimationFrame(() => {
    const clearOf = panel.current?.getBoundingClientRect().bottom ?? 0;
    if (!view.isDestroyed) showMatch(view, clearOf);
  });
}

function matchesLabel({ words }: Search, matches: MatchCount | null): string {
  if (words === "" || !matches) return "";
  const { count, at } = matches;
  if (count === 0) return "Not found";
  return at > 0 ? `${at} of ${count}` : `${count} found`;
}

/** "10 replaced", and what was left alone of what was found. */
export function replacedSentence({ count, otherAccents }: Replaced): string {
  const left = otherAccents === 0 ? "" : `, ${otherAccents} with other accents left`;
  return `${count} replaced${left}`;
}

/** The words that a search of the workspace found here (spotPath). */
function fromAddress(): Search {
  return { words: wordsToMark(location.search), matchCase: false, wholeWords: false };
}

/** A short selection within one block becomes the search text. */
function fromSelection(editor: Editor): Search {
  const { from, to, $from, $to } = editor.state.selection;
  const short = to - from > 0 && to - from <= 100 && $from.sameParent($to);
  return {
    words: short ? editor.state.doc.textBetween(from, to) : "",
    matchCase: false,
    wholeWords: false,
  };
}
