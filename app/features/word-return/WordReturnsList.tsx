import { Link } from "react-router";
import type { ListedWordReturn } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** The Word files that were brought in, each with the way to where it is taken back (W10). */
export function WordReturnsList({
  documentId,
  returns,
}: {
  readonly documentId: string;
  readonly returns: readonly ListedWordReturn[];
}) {
  if (returns.length === 0) return null;
  return (
    <Section title="Brought in from Word">
      <ul className="grid gap-2">
        {returns.map(({ id, fileName, by, at, isUndone }) => (
          <li key={id} className="wrap-anywhere">
            <Link className="link" to={`/documents/${documentId}/word-returns/${id}`}>
              {fileName}
            </Link>
            <span className="block text-sm text-ink-soft">
              By {personLabel(by, "somebody who has left")}, <Timestamp at={at} />
              {isUndone ? "; taken back since" : ""}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
