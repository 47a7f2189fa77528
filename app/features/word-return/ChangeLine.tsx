import "#app/styles/redline.css";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";

/** A change in one line, with the words around it: proposed, as on its card. */
export function ChangeLine({ summary }: { readonly summary: SuggestionSummary }) {
  const { kind, before, removed, added, after } = summary;
  if (kind === "restyle") {
    return (
      <p>{before === "" ? "The form of a paragraph changes" : `The form of “${before}” changes`}</p>
    );
  }
  return (
    <p className="redline is-proposal wrap-anywhere">
      {before === "" ? null : `…${before} `}
      {removed === "" ? null : <del>{removed}</del>} {added === "" ? null : <ins>{added}</ins>}
      {after === "" ? null : ` ${after}…`}
    </p>
  );
}
