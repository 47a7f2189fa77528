import { ChevronDown } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef, useState } from "react";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { useThreads } from "#app/editor/threads/use-thread-store.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { LazyMenu } from "#app/ui/lazy/LazyMenu.tsx";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { useStore } from "#app/ui/store.ts";
import type { Bulk } from "./BulkItems.tsx";
import { type SuggestionDesk, suggestionDesk } from "./suggestion-desk.ts";

const BulkItems = createLazyPart(() => import("./BulkItems.tsx"));

/** Accepts or rejects all suggestions, or all of one person (M10). */
export default function BulkDecisions({ store }: { readonly store: ThreadStore }) {
  const desk = useStore(suggestionDesk(store));
  return desk && store.answer?.may.decide ? <Decisions store={store} desk={desk} /> : null;
}

function Decisions({
  store,
  desk,
}: {
  readonly store: ThreadStore;
  readonly desk: SuggestionDesk;
}) {
  const { deciding } = desk;
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const busy = useStore(deciding.busy);
  const why = useStore(deciding.why);
  const threads = useThreads(store).filter(({ suggestion }) => suggestion?.state === "open");
  if (threads.length < 2 && !bulk) return null;
  return (
    <>
      <LazyMenu
        part={BulkItems}
        frame={{ button: <AllButton />, disabled: why !== null || busy !== null, width: "w-72" }}
        items={{ threads, onAsk: setBulk }}
      />
      <ConfirmDialog
        open={bulk !== null}
        onClose={() => setBulk(null)}
        title={bulk ? titleOf(bulk) : ""}
        confirm={bulk?.verb === "reject" ? "Reject them" : "Accept them"}
        look="primary"
        onConfirm={() => {
          setBulk(null);
          if (bulk?.verb === "accept") void deciding.acceptAll(bulk.threads);
          else if (bulk) void deciding.rejectAll(bulk.threads);
        }}
      >
        {bulk?.verb === "accept"
          ? `They go into the draft in one step, which one undo takes back. ${waitsSentence(bulk.threads, desk)}`
          : "The draft stays as it is. Their authors can propose them again."}
      </ConfirmDialog>
    </>
  );
}

const AllButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(
  function AllButton(props, ref) {
    return (
      <Button {...props} ref={ref} className="thread-button">
        All suggestions
        <ChevronDown aria-hidden className="size-4 text-ink-soft" />
      </Button>
    );
  },
);

function titleOf({ verb, threads, whose }: Bulk): string {
  const does = verb === "accept" ? "Accept" : "Reject";
  return `${does} all ${threads.length} suggestions${whose}?`;
}

/** Counts those known to stay open. */
function waitsSentence(threads: readonly ThreadView[], { open }: SuggestionDesk): string {
  const standings = open.standings.get();
  const waits = threads.filter(({ id }) => {
    const standing = standings.get(id);
    return standing && (!standing.merged || standing.merged.conflicts.length > 0);
  }).length;
  if (waits === 0) return "One that needs a look stays open.";
  return waits === 1
    ? "1 needs a look first and stays open."
    : `${waits} need a look first and stay open.`;
}
