import { useEffect, useRef, useState } from "react";
import type { SuggestionState, ThreadView } from "#app/document/margin/thread-view.ts";
import { quoteText } from "#app/document/margin/quoted-text.ts";

/**
 * A sentence for a polite live region when somebody else wrote beside the text, or decided or resolved
 * something.
 */
export function useArrivals(
  threads: readonly ThreadView[],
  loaded: boolean,
  userId: string,
): string {
  const [sentence, setSentence] = useState("");
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const before = known.current;
    known.current = new Map(threads.map(({ id, changedAt }) => [id, changedAt]));
    if (!before) return;
    const come = threads.filter(
      (thread) =>
        thread.isUnread &&
        before.get(thread.id) !== thread.changedAt &&
        endedBy(thread)?.userId !== userId,
    );
    const [first] = come;
    if (!first) return;
    const isKnown = before.has(first.id);
    setSentence(come.length > 1 ? `${come.length} comments are new` : arrivalOf(first, isKnown));
  }, [threads, loaded, userId]);
  return sentence;
}

/** The sentence on one of them; a known one without an answer was opened again, edited or agreed with. */
function arrivalOf(thread: ThreadView, isKnown: boolean): string {
  const { comments, by, place, suggestion } = thread;
  const last = comments.at(-1);
  const words = place.in === "document" ? "" : quoteText(place.quote);
  const on = words === "" ? "" : ` on “${words.slice(0, 60)}”`;
  const ended = endedBy(thread);
  if (ended) return `${ended.name} ${ENDED[suggestion?.state ?? "open"]}${on}`;
  const author = last?.author ?? by;
  if (isKnown && comments.length < 2) {
    return `A ${suggestion ? "suggestion" : "comment"} by ${author.name}${on} was changed`;
  }
  const begun = suggestion ? "suggested a change" : "commented";
  return `${author.name} of ${author.organization} ${comments.length > 1 ? "replied" : begun}${on}`;
}

/** A comment is resolved while there is no suggestion, or none that is decided. */
const ENDED: Readonly<Record<SuggestionState, string>> = {
  open: "resolved a comment",
  accepted: "accepted a suggestion",
  rejected: "rejected a suggestion",
  withdrawn: "withdrew a suggestion",
};

/** The person who decided, where nothing happened in it since; null where somebody wrote after it. */
function endedBy({ comments, resolved }: ThreadView) {
  const last = comments.at(-1);
  return resolved && (!last || resolved.at > last.at) ? resolved.by : null;
}
