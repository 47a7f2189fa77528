import type { LabeledDetail } from "#app/document/details/labeled-details.ts";
import type { DetailChange } from "#app/document/redline/details.ts";
import "#app/styles/redline.css";

/**
 * Shows the details that are signed beside the text: letterhead, addressee, caption, signers,
 * certifier.
 */
export function DetailsTable({ details }: { readonly details: readonly LabeledDetail[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[12rem_1fr]">
      {details.map(({ what, says }, index) => (
        // Two exhibits are called the same.
        <div key={`${what}${index}`} className="sm:contents">
          <dt className="text-sm text-ink-soft sm:pt-0.5">{what}</dt>
          <dd>
            {says.length > 0 ? (
              <Lines lines={says} />
            ) : (
              <span className="text-ink-soft italic">Not recorded</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts that differ, as they were and as they are. */
export function ChangedDetails({ changes }: { readonly changes: readonly DetailChange[] }) {
  return (
    <dl className="redline grid gap-x-6 gap-y-3 sm:grid-cols-[12rem_1fr]">
      {changes.map(({ what, before, after }) => (
        <div key={what} className="sm:contents">
          <dt className="text-sm text-ink-soft sm:pt-0.5">{what}</dt>
          <dd>
            {before && before.length > 0 ? (
              <del className="block">
                <span className="sr-only">was: </span>
                <Lines lines={before} />
              </del>
            ) : null}
            {after && after.length > 0 ? (
              <ins className="block">
                <span className="sr-only">is: </span>
                <Lines lines={after} />
              </ins>
            ) : (
              <span className="text-ink-soft italic">
                {after ? "Not recorded any more" : "Not there any more"}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <span key={`${line}${index}`} className="block">
          {line}
        </span>
      ))}
    </>
  );
}
