import { Link } from "react-router";
import type { WordReturnView } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Says which review stands in the way of bringing a file in, and until when it may be done after that. */
export function NotNow({
  view: { arrival, document },
  frozen: { status, version, since, mayReopen },
}: {
  readonly view: WordReturnView;
  readonly frozen: NonNullable<WordReturnView["frozen"]>;
}) {
  const text = version === null ? "Its text" : `Version ${version.number}`;
  return (
    <Notice kind="problem">
      <p>
        {text} of “{document.title}”{" "}
        {status === "in_review" ? "is under review since" : `was ${status}`}{" "}
        <Timestamp at={since} />
        {version === null ? null : (
          <>, made by {personLabel(version.createdBy, "somebody who has left")}</>
        )}
        . So nothing can be written beside the text from a file now, and nothing was brought in.
      </p>
      {mayReopen ? (
        <p className="mt-1">
          This file waits for you until <Timestamp at={arrival.expiresAt} />. Once the document is
          an open draft again, bring it in on this page, without sending it again; it stands under{" "}
          <Link to="/from-word" className="link">
            Bring in a Word file
          </Link>{" "}
          until then. Later than that, send it again: nothing of it is kept.
        </p>
      ) : (
        <p className="mt-1">
          It will be no open draft again. Compare the file with another draft, or begin a new one
          with it, until <Timestamp at={arrival.expiresAt} />:{" "}
          <Link to={`/from-word/${arrival.id}`} className="link">
            {arrival.fileName}
          </Link>
          .
        </p>
      )}
    </Notice>
  );
}
