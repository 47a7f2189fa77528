import { Check, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";

/** Resolving, opening again, and letting all parties read. */
export function ThreadActs({
  thread,
  onSend,
}: {
  readonly thread: ThreadView;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}) {
  const [shares, setShares] = useState(false);
  const { id, organization, resolved, sharing, suggestion } = thread;
  const waits = sharing?.waitsFor ?? [];
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
      {suggestion ? null : resolved ? (
        <Button
          look="plain"
          className="thread-button"
          onClick={() => void onSend({ do: "reopen", threadId: id })}
        >
          <RotateCcw aria-hidden className="size-4" />
          Open again
        </Button>
      ) : (
        <Button
          look="plain"
          className="thread-button"
          onClick={() => void onSend({ do: "resolve", threadId: id })}
        >
          <Check aria-hidden className="size-4" />
          Resolve
        </Button>
      )}
      {organization && !sharing?.youAgreed ? (
        <button type="button" className="link text-sm" onClick={() => setShares(true)}>
          {sharing ? "Agree that all parties may read it" : "Let all parties read it"}
        </button>
      ) : null}
      {organization && sharing ? (
        <p className="w-full text-sm text-ink-soft">
          {waits.length === 0
            ? "All parties may read it in a moment."
            : `All parties may read it once ${namesOf(waits)} ${waits.length === 1 ? "agrees" : "agree"}. Until then it stays with ${organization.shortName}.`}
        </p>
      ) : null}
      <ConfirmDialog
        open={shares}
        onClose={() => setShares(false)}
        title="Let all parties of the matter read it?"
        confirm="Agree"
        look="primary"
        onConfirm={() => {
          setShares(false);
          void onSend({ do: "share", threadId: id });
        }}
      >
        You agree for your own comments. Once everybody who wrote in it agrees, people of all
        parties can read the whole thread. That can’t be taken back.
      </ConfirmDialog>
    </div>
  );
}

function namesOf(people: readonly ThreadPerson[]): string {
  return new Intl.ListFormat("en-US").format(people.map(({ name }) => name));
}
