import { Link } from "react-router";
import type { ClockNews } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Warns on a document that a clock it relies on changed after it was submitted or filed (L16). */
export function ClockNewsNotice({ news }: { readonly news: readonly ClockNews[] }) {
  if (news.length === 0) return null;
  return (
    <Notice kind="problem" className="mb-6">
      {news.map(({ requestId, title, changedAt }) => (
        <p key={requestId}>
          The clock of{" "}
          <Link to={`/documents/${requestId}/record`} className="link">
            {title}
          </Link>{" "}
          changed <Timestamp at={changedAt} as="spoken" />, after this paper was fixed. Check its
          dates and what it says of exhaustion.
        </p>
      ))}
    </Notice>
  );
}
