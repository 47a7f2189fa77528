import { useEffect, useRef, useState } from "react";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { quoteText } from "#app/document/margin/quoted-text.ts";

/**
 * A sentence for a polite live region when somebody else wrote beside the text, or resolved
 * something.
 */
export function useArrivals(threads: readonly ThreadView[], loaded: boolean): string {
  const [sentence, setSentence] = useState("");
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const before = known.current;
    known.current = new Map(threads.map(({ id, changedAt }) => [id, changedAt]));
    if (!before) return;
    const come = threads.filter(
      ({ id, changedAt, isUnread }) => isUnread && before.get(id) !== changedAt,
    );
    const [first] = come;
    if (!first) return;
    setSentence(come.length > 1 ? `${come.length} comments are new` : arrivalOf(first));
  }, [threads, loaded]);
  return sentence;
}

function arrivalOf({ comments, by, resolved, place }: ThreadView): string {
  const last = comments.at(-1);
  const words = place.in === "document" ? "" : quoteText(place.quote);
  const on = words === "" ? "" : ` on “${words.slice(0, 60)}”`;
  if (resolved && (!last || resolved.at > last.at))
    return `${resolved.by.name} resolved a comment${on}`;
  const author = last?.author ?? by;
  const verb = comments.length > 1 ? "replied" : "commented";
  return `${author.name} of ${author.organization} ${verb}${on}`;
}
