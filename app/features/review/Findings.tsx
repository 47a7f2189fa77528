import { capitalized } from "#app/domain/dates.ts";
import { Link } from "react-router";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import type { JudgedFinding } from "#app/domain/readiness.ts";
import { addressOf } from "./finding-address.ts";

/** The findings of the checks, each with a link to its place; those of one check with their remedy once. */
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
        {byCheck(findings).map((alike) => (
          <FindingsAlike key={alike[0].check} documentId={documentId} findings={alike} />
        ))}
      </ul>
    </div>
  );
}

type Alike = readonly [JudgedFinding, ...JudgedFinding[]];

/** Findings of one check together, each check at its first one: they have one remedy. */
function byCheck(findings: readonly JudgedFinding[]): Alike[] {
  const groups = new Map<string, [JudgedFinding, ...JudgedFinding[]]>();
  for (const finding of findings) {
    const alike = groups.get(finding.check);
    if (alike) alike.push(finding);
    else groups.set(finding.check, [finding]);
  }
  return [...groups.values()];
}

/** Findings of one check, and their remedy once. */
function FindingsAlike({
  documentId,
  findings,
}: {
  readonly documentId: string;
  readonly findings: Alike;
}) {
  const [{ severity, mend }, ...others] = findings;
  const Icon = severity === "blocks" ? CircleAlert : CircleHelp;
  return (
    <li className="flex gap-3">
      <Icon
        aria-hidden
        className={
          severity === "blocks"
            ? "mt-0.5 size-5 shrink-0 text-danger"
            : "mt-0.5 size-5 shrink-0 text-accent"
        }
      />
      <div className="min-w-0">
        {others.length === 0 ? (
          <>
            <p className="break-words">{capitalized(findings[0].words)}.</p>
            <p className="text-sm text-ink-soft">
              {mend} <WayThere documentId={documentId} finding={findings[0]} />
            </p>
          </>
        ) : (
          <>
            <ul className="grid gap-1">
              {findings.map((finding, at) => (
                // One place may have the same finding twice; the list is never reordered.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={at} className="break-words">
                  {capitalized(finding.words)}.{" "}
                  <span className="text-sm whitespace-nowrap">
                    <WayThere documentId={documentId} finding={finding} />
                  </span>
                </li>
              ))}
            </ul>
            <p className="mt-1 text-sm text-ink-soft">{mend}</p>
          </>
        )}
      </div>
    </li>
  );
}

function WayThere({
  documentId,
  finding: { place },
}: {
  readonly documentId: string;
  readonly finding: JudgedFinding;
}) {
  const to = addressOf(documentId, place);
  return to ? (
    <Link to={to} className="link">
      Go there
    </Link>
  ) : null;
}
