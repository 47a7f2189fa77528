import { ArrowDown, ArrowUp } from "lucide-react";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { Button } from "#app/ui/Button.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import { THREAD_KEYS } from "./thread-keys.ts";
import type { ThreadFilter } from "./filters.ts";
import type { WaitingChange } from "./device-threads.ts";
import { THREAD_FILTERS } from "./filters.ts";
import { textOfBlocks, textOfChange } from "./not-sent.ts";
import { suggestedIn } from "./with-waiting.ts";
import type { ThreadStore } from "./thread-store.ts";

/** Apart, since a page of a version has no use for it. */
const BulkDecisions = lazyWhenShown(() => import("#app/editor/suggest/BulkDecisions.tsx"));

interface ThreadHeadProps {
  readonly store: ThreadStore;
  readonly filter: ThreadFilter;
  readonly counts: Readonly<Record<ThreadFilter, number>>;
  readonly onFilter: (filter: ThreadFilter) => void;
  readonly onAllRead: () => void;
  /** Whether the cards stand beside their words: the only one may be off the screen. */
  readonly isBeside: boolean;
  /** To the next card, or to the one before. */
  readonly onStep: (by: 1 | -1) => void;
}

/** Which threads are shown, and how many there are of each kind. */
export function ThreadHead({
  store,
  filter,
  counts,
  onFilter,
  onAllRead,
  isBeside,
  onStep,
}: ThreadHeadProps) {
  const { scopes = [] } = store.answer ?? {};
  const own = new Intl.ListFormat("en-US").format(scopes.map(({ shortName }) => shortName));
  const words: Readonly<Record<ThreadFilter, string>> = {
    open: "Open",
    unread: "New to you",
    mine: "Yours, naming or given to you",
    organization: `Only ${own === "" ? "your organization" : own}`,
    suggestions: "Suggestions",
    resolved: "Resolved",
    removed: "Words removed",
  };
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <select
        aria-label="Which comments are shown"
        value={filter}
        onChange={({ currentTarget }) => onFilter(currentTarget.value as ThreadFilter)}
        className="margin-field min-w-36 flex-1"
      >
        {THREAD_FILTERS.filter((one) => one === "open" || one === filter || counts[one] > 0).map(
          (one) => (
            <option key={one} value={one}>
              {words[one]} ({counts[one]})
            </option>
          ),
        )}
      </select>
      {counts[filter] > (isBeside ? 0 : 1) ? (
        <span className="flex">
          <IconButton
            icon={ArrowUp}
            label="Previous"
            keys={keysLabel(THREAD_KEYS.previousThread, isApple())}
            onClick={() => onStep(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label="Next"
            keys={keysLabel(THREAD_KEYS.nextThread, isApple())}
            onClick={() => onStep(1)}
          />
        </span>
      ) : null}
      {counts.suggestions > 1 ? <BulkDecisions store={store} /> : null}
      {counts.unread > 0 ? (
        <Button look="quiet" className="thread-button" onClick={onAllRead}>
          Mark as read
        </Button>
      ) : null}
    </div>
  );
}

/**
 * Shows what was written and the server does not have: why, and a way to keep or drop the words.
 */
export function NotSent({ store }: { readonly store: ThreadStore }) {
  const refused = store.waiting.filter((each) => each.refused !== null);
  const waits = store.waiting.length - refused.length;
  const isOld = store.load === "old" || store.load === "failed";
  return (
    <>
      {isOld ? (
        <p className="thread-note">
          {store.load === "old"
            ? "These are the comments as they were when you were last online."
            : "The comments could not be loaded. They come when you are back online."}
        </p>
      ) : null}
      {waits > 0 && store.heldBack ? (
        <p className="thread-note">
          {waits === 1 ? "1 comment or answer: " : `${waits} comments and answers: `}
          {store.heldBack}
        </p>
      ) : null}
      {refused.map((waiting) => (
        <RefusedChange key={waiting.id} store={store} waiting={waiting} />
      ))}
    </>
  );
}

interface RefusedChangeProps {
  readonly store: ThreadStore;
  readonly waiting: WaitingChange;
}

function RefusedChange({ store, waiting: { id, change, refused } }: RefusedChangeProps) {
  const words = textOfChange(change);
  const suggestion = suggestedIn(change);
  return (
    <section aria-label="Not sent" className="thread-note" data-refused="">
      <p className="font-medium">
        {suggestion ? "Not proposed" : "Not sent"}: {refused}
      </p>
      {words === "" ? null : <p className="thread-words mt-1 select-text">{words}</p>}
      {words === "" && suggestion ? (
        <p className="mt-1">You proposed to take out: {textOfBlocks(suggestion.base)}</p>
      ) : null}
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
        <button type="button" className="link" onClick={() => void store.sendAgain(id)}>
          Try again
        </button>
        {words === "" ? null : (
          <button
            type="button"
            className="link"
            onClick={() => void navigator.clipboard?.writeText(words)}
          >
            Copy the words
          </button>
        )}
        <button type="button" className="link" onClick={() => void store.discard(id)}>
          Drop it
        </button>
      </p>
    </section>
  );
}
