import { Check, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";

interface ThreadActsProps {
  readonly thread: ThreadView;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}

/** The corner of a comment's card: resolves it, or opens it again. */
export function Resolve({ thread: { id, resolved }, onSend }: ThreadActsProps) {
  return (
    <div className="thread-corner">
      {resolved ? (
        <IconButton
          className="thread-act"
          icon={RotateCcw}
          label="Open again"
          onClick={() => void onSend({ do: "reopen", threadId: id })}
        />
      ) : (
        <IconButton
          className="thread-act"
          icon={Check}
          label="Resolve"
          onClick={() => void onSend({ do: "resolve", threadId: id })}
        />
      )}
    </div>
  );
}

/** Acts that a card shows on demand: letting all parties read. */
export function ThreadActs({
  thread,
  hasGuests,
  onSend,
}: ThreadActsProps & {
  /** Whether people of no organization read what is for all parties. */
  readonly hasGuests: boolean;
}) {
  const [shares, setShares] = useState(false);
  const { id, organization, sharing } = thread;
  if (!organization) return null;
  const waits = sharing?.waitsFor ?? [];
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      {!sharing?.youAgreed ? (
        <button type="button" className="link text-sm" onClick={() => setShares(true)}>
          {sharing ? "Agree that all parties may read it" : "Let all parties read it"}
        </button>
      ) : null}
      {sharing ? (
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
        parties{hasGuests ? ", and the document’s guests," : ""} can read the whole conversation.
        That can’t be taken back.
      </ConfirmDialog>
    </div>
  );
}

function namesOf(people: readonly ThreadPerson[]): string {
  return new Intl.ListFormat("en-US").format(people.map(({ name }) => name));
}
