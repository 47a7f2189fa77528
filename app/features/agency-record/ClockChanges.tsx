import { Link } from "react-router";
import { personLabel } from "#app/features/organization/person-label.ts";
import type { ClockChange, RelyingPaper } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { answerText } from "./clock-labels.ts";

/** The changes of the clock's result, latest first (L16). */
export function ClockChanges({ changes }: { readonly changes: readonly ClockChange[] }) {
  return (
    <ol className="grid gap-3">
      {changes.map(({ at, cause, by, before, after }, index) => (
        <li key={`${at}-${index}`} className="border-l-2 border-rule-strong pl-3">
          <p>
            <s className="text-ink-soft">{answerText(before)}</s>
            <span aria-hidden> → </span>
            <span className="sr-only">became</span> {answerText(after)}
          </p>
          <p className="text-sm text-ink-soft">
            {cause === "closed days" ? "The workspace’s closed days were changed" : personLabel(by)}
            , <Timestamp at={at} />
          </p>
        </li>
      ))}
    </ol>
  );
}

/** The documents that rely on an earlier result of the clock, as links. */
export function RelyingPapers({ papers }: { readonly papers: readonly RelyingPaper[] }) {
  if (papers.length === 0) return null;
  return (
    <Notice kind="problem" className="mb-6">
      <p>
        The clock changed after these papers were submitted or filed. Check the dates in them, and
        what they say of exhaustion:
      </p>
      <ul className="mt-1 list-disc pl-5">
        {papers.map(({ id, title, fixedAt, changedAt }) => (
          <li key={id}>
            <Link to={`/documents/${id}`} className="link">
              {title}
            </Link>
            , fixed <Timestamp at={fixedAt} as="day" />; the clock changed{" "}
            <Timestamp at={changedAt} as="day" ends />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
