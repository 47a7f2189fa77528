import { capitalized } from "#app/domain/dates.ts";
import { Link } from "react-router";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import type { JudgedFinding } from "#app/domain/readiness.ts";
import { addressOf } from "./finding-address.ts";

/** The findings of the checks, each with a remedy and a link to its place. */
export function Findings({
  documentId,
  findings,
  more,
}: {
  readonly documentId: string;
  readonly findings: readonly JudgedFinding[];
  /** The number of unlisted findings. */
  readonly more: number;
}) {
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2">
        <CircleCheck aria-hidden className="size-5 shrink-0 text-good" />
        Nothing is left open: no prompt, no loose reference, nothing that looks private.
      </p>
    );
  }
  const blocking = findings.filter(({ severity }) => severity === "blocks");
  const asking = findings.filter(({ severity }) => severity === "asks");
  return (
    <div className="grid gap-5">
      {blocking.length > 0 ? (
        <FindingList title="To fix first" documentId={documentId} findings={blocking} />
      ) : null}
      {asking.length > 0 ? (
        <FindingList title="To fix or explain" documentId={documentId} findings={asking} />
      ) : null}
      {more > 0 ? <p>And {more} more.</p> : null}
    </div>
  );
}

function FindingList({
  title,
  documentId,
  findings,
}: {
  readonly title: string;
  readonly documentId: string;
  readonly findings: readonly JudgedFinding[];
}) {
  return (
    <div>
      <h3 className="font-medium">
        {title} ({findings.length})
      </h3>
      <ul className="mt-2 grid gap-3">
        {findings.map(({ check, severity, words, mend, place }, at) => {
          const Icon = severity === "blocks" ? CircleAlert : CircleHelp;
          const to = addressOf(documentId, place);
          return (
            // One place may have the same finding twice; the list is never reordered.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${at}-${check}`} className="flex gap-3">
              <Icon
                aria-hidden
                className={
                  severity === "blocks"
                    ? "mt-0.5 size-5 shrink-0 text-danger"
                    : "mt-0.5 size-5 shrink-0 text-accent"
                }
              />
              <div className="min-w-0">
                <p className="break-words">{capitalized(words)}.</p>
                <p className="text-sm text-ink-soft">
                  {mend}{" "}
                  {to ? (
                    <Link to={to} className="link">
                      Go there
                    </Link>
                  ) : null}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
