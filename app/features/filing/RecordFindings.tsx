import { Link } from "react-router";
import type { ReactNode } from "react";
import { addressOf } from "#app/features/review/finding-address.ts";
import { Notice } from "#app/ui/Notice.tsx";
import type { FilingChoices } from "#server/services/index.ts";

/** What the record says otherwise than the text that is to be filed, with what to do. */
export function RecordFindings({
  view: { document, findings },
  children,
}: {
  readonly view: Pick<FilingChoices, "document" | "findings">;
  readonly children: ReactNode;
}) {
  if (findings.length === 0) return null;
  return (
    <Notice kind="problem">
      <p>The text no longer agrees with the record:</p>
      <ul className="mt-1 list-disc pl-5">
        {findings.map(({ check, words, place }, at) => {
          const to = addressOf(document.id, place);
          return (
            // One place may have the same finding twice; the list is never reordered.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${at}-${check}`} className="break-words">
              {words}.{" "}
              {to ? (
                <Link to={to} className="link">
                  Go there
                </Link>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p className="mt-1">{children}</p>
    </Notice>
  );
}
