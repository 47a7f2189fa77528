import { Check, Undo2, X } from "lucide-react";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { IconButton } from "#app/ui/IconButton.tsx";
import { useStore } from "#app/ui/store.ts";
import { suggestionDesk, type SuggestionDesk } from "./suggestion-desk.ts";
import { DECIDE_KEYS } from "./decide-keys.ts";
import "./suggest.css";

interface SuggestionActsProps {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
}

/**
 * The corner of an open suggestion's card: accept and reject, or, of one's own, withdraw (M10). Where there
 * is no draft beside it, nothing is decided.
 */
export default function SuggestionActs({ thread, store }: SuggestionActsProps) {
  const desk = useStore(suggestionDesk(store));
  return desk ? <Acts thread={thread} store={store} desk={desk} /> : null;
}

function Acts({
  thread,
  store,
  desk: { deciding, userId },
}: SuggestionActsProps & { readonly desk: SuggestionDesk }) {
  const busy = useStore(deciding.busy);
  const why = useStore(deciding.why);
  const mayDecide = store.answer?.may.decide ?? false;
  const isMine = thread.by.userId === userId;
  if (!mayDecide && !isMine) return null;
  return (
    <div className="thread-corner">
      {mayDecide ? (
        <IconButton
          className="thread-act"
          icon={Check}
          label={busy === thread.id ? "Accepting…" : "Accept"}
          keys={keysLabel(DECIDE_KEYS.accept, isApple())}
          disabled={why !== null || busy !== null}
          onClick={() => void deciding.accept(thread)}
        />
      ) : null}
      {isMine ? (
        <IconButton
          className="thread-act"
          icon={Undo2}
          label="Withdraw"
          onClick={() => void deciding.withdraw(thread)}
        />
      ) : (
        <IconButton
          className="thread-act"
          icon={X}
          label="Reject"
          keys={keysLabel(DECIDE_KEYS.reject, isApple())}
          onClick={() => void deciding.reject(thread)}
        />
      )}
    </div>
  );
}
