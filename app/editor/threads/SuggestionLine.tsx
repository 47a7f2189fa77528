import "#app/styles/redline.css";
import "#app/editor/suggest/suggest.css";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";

/** A suggestion in one line, and where in its text: what stays, three words before and three behind (M20). */
export function SuggestionLine({
  summary,
  isAccepted,
}: {
  readonly summary: SuggestionSummary;
  /** Then its words came, and went; before, and where it was rejected, they are proposed alone. */
  readonly isAccepted: boolean;
}) {
  const { kind, before, removed, added, after } = summary;
  const isWithin = kind !== "restyle" && (before !== "" || after !== "");
  return (
    <span className={`${isAccepted ? "redline" : "is-proposal"} suggestion-line`}>
      <span className="suggestion-says">
        {kind === "replace" ? (
          <>
            Replace <del>{removed}</del> with <ins>{added}</ins>
          </>
        ) : kind === "insert" ? (
          <>
            Insert <ins>{added}</ins>
          </>
        ) : kind === "delete" ? (
          <>
            Delete <del>{removed}</del>
          </>
        ) : before === "" ? (
          "Change the form"
        ) : (
          <>Change the form of “{before}”</>
        )}
      </span>
      {isWithin ? (
        <span className="suggestion-within">
          in “{[before, "…", after].filter((words) => words !== "").join(" ")}”
        </span>
      ) : null}
    </span>
  );
}
