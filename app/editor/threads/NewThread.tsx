import { useEffect, useRef } from "react";
import type { Place } from "#app/domain/margin/place.ts";
import { cardId, keepInView } from "./card-focus.ts";
import { Composer } from "./Composer.tsx";
import { quoteText } from "#app/document/margin/quoted-text.ts";
import type { ThreadStore, UnsentComment } from "./thread-store.ts";
import { NEW } from "./use-thread-list.ts";

interface NewThreadProps {
  readonly store: ThreadStore;
  readonly place: Place;
  /** The name under which its words are kept while it is written. */
  readonly draft: string;
  /** Why it was not taken, with the words still here. */
  readonly error: string | null;
  readonly onPlace: (place: Place) => void;
  readonly onSend: (unsent: UnsentComment) => void;
  readonly onCancel: () => void;
}

const EMPTY: UnsentComment = { text: "", mentions: [], organizationId: null };

/** The card of a thread that is being written. */
export function NewThread({
  store,
  place,
  draft,
  error,
  onPlace,
  onSend,
  onCancel,
}: NewThreadProps) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (card.current) keepInView(card.current);
  }, []);
  const rights = store.answer;
  if (!rights) return null;
  const quote = place.in === "document" ? "" : quoteText(place.quote);
  return (
    <section
      ref={card}
      id={cardId(NEW)}
      aria-label="New comment"
      className="thread-card"
      data-active="true"
    >
      {place.in === "document" ? (
        <p className="thread-standing">On the whole document</p>
      ) : (
        <>
          {quote === "" ? null : <blockquote className="thread-quote">{quote}</blockquote>}
          <p className="mb-2 text-sm">
            <button
              type="button"
              className="link text-start"
              onClick={() => onPlace({ in: "document" })}
            >
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
        gives
        send="Comment"
        error={error}
        focuses
        onChange={(unsent) => store.drafts.set(draft, unsent)}
        onCancel={onCancel}
        onSend={onSend}
      />
    </section>
  );
}
