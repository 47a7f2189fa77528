import "./suggest.css";
import { RotateCcw } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { useThreads } from "#app/editor/threads/use-thread-store.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { Store, useStore } from "#app/ui/store.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { type SuggestionDesk, suggestionDesk } from "./suggestion-desk.ts";
import { isOpenSuggestion, type SuggestionStanding, type Standings } from "./open-suggestions.ts";
import "#app/styles/redline.css";

interface SuggestionPartProps {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
}

interface SuggestionBodyProps extends SuggestionPartProps {
  /** Whether its card is opened: then its blocks are asked for. */
  readonly active: boolean;
}

/** What of a card says what is suggested, by whom it was decided, and decides it (M10, M11). */
export default function SuggestionBody({ thread, store, active }: SuggestionBodyProps) {
  const desk = useStore(suggestionDesk(store));
  const { suggestion } = thread;
  const standings = useStore(desk?.open.standings ?? NO_STANDINGS);
  const standing = standings.get(thread.id) ?? null;
  const known = () => store.knownSuggested(thread);
  const suggested = useSyncExternalStore(store.subscribe, known, known);
  useEffect(() => {
    if (!active || suggested) return;
    const ask = () => void store.suggested(thread);
    ask();
    return store.subscribe(ask);
  }, [active, suggested, store, thread]);
  const { id } = thread;
  useEffect(() => {
    // Whoever opens a card waits for it, whatever failed just now.
    const opened = active ? store.get(id) : null;
    if (opened) void store.loadSuggested([opened]);
  }, [active, id, store]);
  const shown = suggested ? shownBlocks(thread, suggested, standing) : null;
  const html = useMemo(
    () => (shown ? htmlOf(shown, desk, standing) : ""),
    // oxlint-disable-next-line react/exhaustive-deps -- by what they say, not which objects they are
    [JSON.stringify(shown), desk],
  );
  if (!suggestion) return null;
  const isOpen = suggestion.state === "open";
  return (
    <div className="suggestion-body">
      {shown ? (
        <div
          className="prose redline suggestion-redline"
          // oxlint-disable-next-line react/no-danger -- app/document/redline escapes it
          dangerouslySetInnerHTML={{ __html: html }}
        />
      ) : (
        <p className="redline suggestion-redline">
          <Summary summary={suggestion.summary} />
        </p>
      )}
      {isOpen ? <StandingInWords standing={standing} desk={desk} /> : null}
      {isOpen && desk ? <Acts thread={thread} store={store} desk={desk} /> : null}
      {isOpen ? null : <Decided thread={thread} />}
      {isOpen || !desk ? null : <OpenAgain thread={thread} store={store} desk={desk} />}
    </div>
  );
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

/** The suggestion in one line: until its blocks are here (M29). */
function Summary({ summary }: { readonly summary: SuggestionSummary }) {
  const { kind, before, removed, added, after } = summary;
  if (kind === "restyle") return <>Changes the form of “{before}”</>;
  return (
    <>
      {before === "" ? null : `${before} `}
      {removed === "" ? null : <del>{removed}</del>}
      {removed === "" || added === "" ? null : " "}
      {added === "" ? null : <ins>{added}</ins>}
      {after === "" ? null : ` ${after}`}
    </>
  );
}

function asText(content: readonly ProseNode[]) {
  return { type: "doc" as const, content };
}

function StandingInWords({
  standing,
  desk,
}: {
  readonly standing: SuggestionStanding | null;
  readonly desk: SuggestionDesk | null;
}) {
  const words = standing && desk ? standingInWords(standing) : null;
  return words === null ? null : <p className="suggestion-standing">{words}</p>;
}

function standingInWords({ range, merged, competing }: SuggestionStanding): string | null {
  if (!range || !merged) return "The paragraphs that it was about are gone from the draft.";
  if (merged.isDone) return "The draft says this already.";
  if (merged.conflicts.length > 0) {
    return "The draft changed the same words since. Accepting shows both, and asks.";
  }
  if (competing > 0) {
    return `${competing} more ${competing === 1 ? "suggestion is" : "suggestions are"} for the same words.`;
  }
  return merged.hasMoved ? "The draft moved on since: shown as it would apply now." : null;
}

function Decided({ thread }: { readonly thread: ThreadView }) {
  const { suggestion, by } = thread;
  if (!suggestion || suggestion.state === "open") return null;
  const { state, decidedBy, decidedAt } = suggestion;
  const done = { accepted: "Accepted", rejected: "Rejected", withdrawn: "Withdrawn" }[state];
  return (
    <p className="suggestion-standing">
      Suggested by {inFull(by)}. {done}
      {decidedBy ? ` by ${inFull(decidedBy)}` : ""}
      {decidedAt ? (
        <>
          , <Timestamp at={decidedAt} />
        </>
      ) : null}
      .
    </p>
  );
}

function inFull({ name, organization }: ThreadPerson): string {
  return organization === "" ? name : `${name} · ${organization}`;
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
      look="plain"
      className="thread-button"
      busy={busy !== null}
      onClick={() => void deciding.openAgain(thread)}
    >
      <RotateCcw aria-hidden className="size-4" />
      Open again
    </Button>
  );
}

interface Bulk {
  readonly verb: "accept" | "reject";
  readonly threads: readonly ThreadView[];
  readonly whose: string;
}

function Acts({ thread, store, desk }: ActsProps) {
  const { deciding, userId } = desk;
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const busy = useStore(deciding.busy);
  const threads = useThreads(store).filter(isOpenSuggestion);
  const why = useStore(deciding.why);
  const isMine = thread.by.userId === userId;
  const mayDecide = store.answer?.may.decide ?? false;
  const ofPerson = threads.filter(({ by }) => by.userId === thread.by.userId);
  return (
    <div className="suggestion-acts">
      {mayDecide ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            className="suggestion-button"
            busy={why !== null || busy !== null}
            title={why ?? undefined}
            onClick={() => void deciding.accept(thread)}
          >
            {busy === thread.id ? "Accepting…" : "Accept"}
          </Button>
          <Button className="suggestion-button" onClick={() => void deciding.reject(thread)}>
            Reject
          </Button>
        </div>
      ) : null}
      {isMine ? (
        <Button
          look="quiet"
          className="suggestion-button"
          onClick={() => void deciding.withdraw(thread)}
        >
          Withdraw
        </Button>
      ) : null}
      {mayDecide && why !== null ? <p className="suggestion-standing">{why}</p> : null}
      {mayDecide && why === null && threads.length > 1 ? (
        <details className="suggestion-all">
          <summary>All suggestions</summary>
          <div className="flex flex-wrap gap-2 pt-2">
            {ofPerson.length > 1 && ofPerson.length < threads.length ? (
              <BulkButtons threads={ofPerson} whose={`of ${thread.by.name}`} onAsk={setBulk} />
            ) : null}
            <BulkButtons threads={threads} whose="" onAsk={setBulk} />
          </div>
        </details>
      ) : null}
      <ConfirmDialog
        open={bulk !== null}
        onClose={() => setBulk(null)}
        title={bulk ? titleOf(bulk) : ""}
        confirm={bulk ? (bulk.verb === "accept" ? "Accept them" : "Reject them") : ""}
        look="primary"
        onConfirm={() => {
          setBulk(null);
          if (bulk?.verb === "accept") void deciding.acceptAll(bulk.threads);
          else if (bulk) void deciding.rejectAll(bulk.threads);
        }}
      >
        {bulk?.verb === "accept"
          ? "They go into the draft in one step, which one undo takes back. Those that need a look stay open."
          : "The draft stays as it is. Their authors can propose them again."}
      </ConfirmDialog>
    </div>
  );
}

function titleOf({ verb, threads, whose }: Bulk): string {
  const does = verb === "accept" ? "Accept" : "Reject";
  return `${does} all ${threads.length} suggestions${whose === "" ? "" : ` ${whose}`}?`;
}

function BulkButtons({
  threads,
  whose,
  onAsk,
}: {
  readonly threads: readonly ThreadView[];
  readonly whose: string;
  readonly onAsk: (bulk: Bulk) => void;
}) {
  const all = `all ${threads.length}${whose === "" ? "" : ` ${whose}`}`;
  return (
    <>
      <Button
        className="suggestion-button"
        onClick={() => onAsk({ verb: "accept", threads, whose })}
      >
        Accept {all}
      </Button>
      <Button
        className="suggestion-button"
        onClick={() => onAsk({ verb: "reject", threads, whose })}
      >
        Reject {all}
      </Button>
    </>
  );
}
