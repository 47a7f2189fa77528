import { useState } from "react";
import type { Place } from "#app/domain/margin/place.ts";
import { Composer } from "./Composer.tsx";
import { inWords } from "./quoted-text.ts";
import type { ThreadStore, UnsentComment } from "./thread-store.ts";

interface NewThreadProps {
  readonly store: ThreadStore;
  readonly place: Place;
  /** The name under which its words are kept while it is written. */
  readonly draft: string;
  /** The place as it is when the thread is sent: others may have edited around it. */
  readonly finalPlace: () => Place;
  readonly onPlace: (place: Place) => void;
  /** The id of the thread; null where it was refused, and is still here. */
  readonly onDone: (threadId: string | null) => void;
  readonly onCancel: () => void;
}

const EMPTY: UnsentComment = { text: "", mentions: [], organizationId: null };

/** The card of a thread that is being written. */
export function NewThread({
  store,
  place,
  draft,
  finalPlace,
  onPlace,
  onDone,
  onCancel,
}: NewThreadProps) {
  const [error, setError] = useState<string | null>(null);
  const [sends, setSends] = useState(false);
  const rights = store.answer;
  if (!rights || sends) return null;
  const send = async (unsent: UnsentComment) => {
    const threadId = crypto.randomUUID();
    const where = place.in === "document" ? place : finalPlace();
    setError(null);
    setSends(true);
    const sent = store.send({
      do: "begin",
      threadId,
      commentId: crypto.randomUUID(),
      place: where,
      organizationId: unsent.organizationId,
      text: unsent.text,
      mentions: [...unsent.mentions],
      suggestion: null,
    });
    const outcome = await sent;
    setSends(false);
    if (!outcome.ok) return setError(outcome.refusal.sentence);
    store.drafts.delete(draft);
    onDone(threadId);
  };
  const quote = place.in === "document" ? "" : inWords(place.quote);
  return (
    <section aria-label="New comment" className="thread-card" data-active="">
      {place.in === "document" ? (
        <p className="thread-standing">On the whole document</p>
      ) : (
        <>
          {quote === "" ? null : <blockquote className="thread-quote">{quote}</blockquote>}
          <p className="mb-2 text-sm">
            <button type="button" className="link" onClick={() => onPlace({ in: "document" })}>
              Comment on the whole document instead
            </button>
          </p>
        </>
      )}
      <Composer
        label="Your comment"
        rights={rights}
        first={store.drafts.get(draft) ?? EMPTY}
        choosesScope
        send="Comment"
        error={error}
        focuses
        onChange={(unsent) => store.drafts.set(draft, unsent)}
        onCancel={onCancel}
        onSend={(unsent) => void send(unsent)}
      />
    </section>
  );
}
