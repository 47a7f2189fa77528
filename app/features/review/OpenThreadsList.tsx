import { Link } from "react-router";
import type { ListedThreads } from "#server/services/index.ts";

interface OpenThreadsListProps {
  readonly documentId: string;
  readonly open: ListedThreads;
}

/**
 * Lists the open threads beside a draft that is about to be submitted, each with the way to it
 * (M13).
 */
export function OpenThreadsList({ documentId, open }: OpenThreadsListProps) {
  const count = open.threads + open.suggestions;
  const rest = count - open.list.length;
  return (
    <div className="grid gap-3">
      <p>
        {countsText(open)}{" "}
        {count === 1
          ? "is still open. Go through it first, or say below what becomes of it."
          : "are still open. Go through them first, or say below what becomes of them."}
      </p>
      <ul className="grid gap-2">
        {open.list.map(({ id, what, by, claim, quote, text, proposes }) => (
          <li key={id} className="border-l-2 border-rule-strong pl-3">
            <Link className="link" to={`/documents/${documentId}#thread-${id}`}>
              {what === "suggestion" ? "Suggestion" : "Comment"}{" "}
              {claim === null ? `by ${by}` : `(${claim}), brought in by ${by}`}
            </Link>
            {proposes === null ? null : <p className="text-sm">{shortened(proposes)}</p>}
            {/* A proposal says of which words. */}
            {quote === "" || proposes !== null ? null : (
              <p className="text-sm text-ink-soft">on “{shortened(quote)}”</p>
            )}
            {text === "" ? null : <p className="text-sm">{shortened(text)}</p>}
          </li>
        ))}
      </ul>
      {rest > 0 ? <p>And {rest} more.</p> : null}
    </div>
  );
}

function countsText({ threads, suggestions }: ListedThreads): string {
  const count = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  return [
    ...count(suggestions, "suggestion", "suggestions"),
    ...count(threads, "comment", "comments"),
  ].join(" and ");
}

function shortened(words: string): string {
  return words.length > 160 ? `${words.slice(0, 160).trimEnd()}…` : words;
}
