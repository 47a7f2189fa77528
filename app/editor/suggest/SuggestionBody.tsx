import "./suggest.css";
import { RotateCcw } from "lucide-react";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { Button } from "#app/ui/Button.tsx";
import { Store, useStore } from "#app/ui/store.ts";
import { type SuggestionDesk, suggestionDesk } from "./suggestion-desk.ts";
import type { SuggestionStanding, Standings } from "./open-suggestions.ts";
import "#app/styles/redline.css";

interface SuggestionPartProps {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
}

interface SuggestionBodyProps extends SuggestionPartProps {
  /** Whether its card is opened: then its blocks are asked for. */
  readonly active: boolean;
  /** Whether its card stands beside its words, which show it already. */
  readonly isBeside: boolean;
}

/** Tells of a suggestion on demand in a card: how it stands to the draft, and all of it (M10, M20). */
export default function SuggestionBody({ thread, store, active, isBeside }: SuggestionBodyProps) {
  const desk = useStore(suggestionDesk(store));
  const standings = useStore(desk?.open.standings ?? NO_STANDINGS);
  const standing = standings.get(thread.id) ?? null;
  const { suggestion } = thread;
  if (!suggestion) return null;
  const isOpen = suggestion.state === "open";
  const mayDecide = store.answer?.may.decide ?? false;
  return (
    <div className="suggestion-body">
      {isOpen && desk ? (
        <StandingSentence standing={standing} desk={desk} mayDecide={active && mayDecide} />
      ) : null}
      {active ? (
        <InFull
          thread={thread}
          store={store}
          desk={desk}
          standing={standing}
          isFirst={!isBeside || !isWhollyTold(suggestion.summary)}
        />
      ) : null}
      {isOpen || !desk || !active ? null : <OpenAgain thread={thread} store={store} desk={desk} />}
    </div>
  );
}

/** Whether the line tells all: words that go or come, and none of them cut off. */
function isWhollyTold({ kind, removed, added }: SuggestionSummary): boolean {
  return kind !== "restyle" && !removed.endsWith("…") && !added.endsWith("…");
}

interface InFullProps extends SuggestionPartProps {
  readonly desk: SuggestionDesk | null;
  readonly standing: SuggestionStanding | null;
  /** Whether it is shown unasked. */
  readonly isFirst: boolean;
}

/** The paragraphs as they would be, as a redline; folded where the line says all. */
function InFull({ thread, store, desk, standing, isFirst }: InFullProps) {
  const known = () => store.knownSuggested(thread);
  const suggested = useSyncExternalStore(store.subscribe, known, known);
  useEffect(() => {
    if (suggested) return;
    const ask = () => void store.suggested(thread);
    ask();
    return store.subscribe(ask);
  }, [suggested, store, thread]);
  const { id } = thread;
  useEffect(() => {
    // Whoever opens a card waits for it, whatever failed just now.
    const opened = store.get(id);
    if (opened) void store.loadSuggested([opened]);
  }, [id, store]);
  const [isShown, setShown] = useState(isFirst);
  const shown = suggested && isShown ? shownBlocks(thread, suggested, standing) : null;
  const html = useMemo(
    () => (shown ? htmlOf(shown, desk, standing) : ""),
    // oxlint-disable-next-line react/exhaustive-deps -- by what they say, not which objects they are
    [JSON.stringify(shown), desk],
  );
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => showFirstChange(box.current), [html]);
  return (
    <details
      className="suggestion-full"
      open={isShown}
      onToggle={({ currentTarget }) => setShown(currentTarget.open)}
    >
      <summary>In full</summary>
      {shown ? (
        <div
          ref={box}
          // As in the text: what was accepted came, and went.
          className={`prose redline suggestion-redline${thread.suggestion?.state === "accepted" ? "" : " is-proposal"}`}
          // oxlint-disable-next-line react/no-danger -- app/document/redline escapes it
          dangerouslySetInnerHTML={{ __html: html }}
        />
      ) : isShown ? (
        <p className="suggestion-standing">Its words are being loaded…</p>
      ) : null}
    </details>
  );
}

/** In a long table what changes may be far down: scrolls the box alone, not the page around it. */
function showFirstChange(box: HTMLElement | null): void {
  const first = box?.querySelector("ins, del, .redline-restyled");
  if (!box || !first) return;
  const { clientHeight } = box;
  const down = first.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (down > clientHeight / 2) box.scrollTop += down - clientHeight / 3;
}

/** The redline; its cross-references read as they would in the draft, where there is one beside it. */
function htmlOf(
  { base, proposed }: Suggested,
  desk: SuggestionDesk | null,
  standing: SuggestionStanding | null,
): string {
  const redline = redlineOf(asText(base), asText(proposed));
  // Counting a long draft costs milliseconds, for each card.
  const hasReferences = JSON.stringify([base, proposed]).includes('"crossReference"');
  const range = standing?.range ?? null;
  const before = hasReferences ? desk?.open.pageOf(base, range) : null;
  const after = hasReferences ? desk?.open.pageOf(proposed, range) : null;
  return redlineToHtml(redline, before && after ? { before, after } : undefined);
}

const NO_STANDINGS = new Store<Standings>(new Map());

/** The redline of an open suggestion is against the draft as it is; of a decided one, as it was made. */
function shownBlocks(
  { suggestion }: ThreadView,
  suggested: Suggested,
  standing: SuggestionStanding | null,
): Suggested {
  const merged = suggestion?.state === "open" ? standing?.merged : null;
  return merged && standing?.current
    ? { base: standing.current, proposed: merged.blocks }
    : suggested;
}

function asText(content: readonly ProseNode[]) {
  return { type: "doc" as const, content };
}

function StandingSentence({
  standing,
  desk,
  mayDecide,
}: {
  readonly standing: SuggestionStanding | null;
  readonly desk: SuggestionDesk;
  /** Whether it is said why nothing can be decided now. */
  readonly mayDecide: boolean;
}) {
  const why = useStore(desk.deciding.why);
  const said = [standing && standingSentence(standing), mayDecide ? why : null];
  return said.map((words) =>
    words === null ? null : (
      <p key={words} className="suggestion-standing">
        {words}
      </p>
    ),
  );
}

function standingSentence({ range, merged, competing }: SuggestionStanding): string | null {
  if (!range || !merged) return "The paragraphs that it was about are gone from the draft.";
  if (merged.isDone) return "The draft says this already.";
  if (merged.conflicts.length > 0) {
    return "The draft changed the same words since. Accepting shows both, and asks.";
  }
  if (competing > 0) {
    return `${competing} more ${competing === 1 ? "suggestion is" : "suggestions are"} for the same words.`;
  }
  return merged.hasMoved
    ? "The draft moved on since: in full, it is shown as it would apply now."
    : null;
}

interface ActsProps extends SuggestionPartProps {
  readonly desk: SuggestionDesk;
}

/** Takes what accepting it wrote out of the draft, or a rejection back, so that it can be decided anew. */
function OpenAgain({ thread, store, desk }: ActsProps) {
  const { deciding } = desk;
  const busy = useStore(deciding.busy);
  const why = useStore(deciding.why);
  const isWithdrawn = thread.suggestion?.state === "withdrawn";
  if (isWithdrawn || why !== null || !store.answer?.may.decide) return null;
  return (
    <Button
      className="thread-button justify-self-start"
      busy={busy !== null}
      onClick={() => void deciding.openAgain(thread)}
    >
      <RotateCcw aria-hidden className="size-4" />
      Open again
    </Button>
  );
}
