import type { FiledView } from "#server/services/index.ts";
import { COPY_STANDING } from "#app/domain/filing-copy.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

interface BroughtInProps {
  readonly broughtIn: NonNullable<FiledView["broughtIn"]>;
}

/** Says of a paper that was filed before it came here what its page can't vouch for (L59). */
export function BroughtInNotice({
  filing,
  broughtIn: { madeAs },
}: BroughtInProps & Pick<FiledView, "filing">) {
  return (
    <Notice kind="word" className="mb-8">
      <p>
        This PDF was brought in by {personLabel(filing.by, "somebody who has left")},{" "}
        <Timestamp at={filing.at} />.{" "}
        {madeAs?.paper ? (
          <>
            Coalition Desk made the same file as the filing copy of “{madeAs.paper.title}”,{" "}
            <Timestamp at={madeAs.at} />; that it was filed was{" "}
            {COPY_STANDING[madeAs.paper.standing]}.
          </>
        ) : madeAs ? (
          <>
            Coalition Desk made the same file as a filing copy, <Timestamp at={madeAs.at} />.
          </>
        ) : (
          "Coalition Desk did not make it, and no approval of it is recorded here."
        )}
      </p>
    </Notice>
  );
}

/** The items that were typed of it, and what stands in place of its text. */
export function BroughtInPaper({
  broughtIn: { items, found, reason },
  isOfArchive,
}: BroughtInProps & {
  /** Its PDF alone was looked through here, and nobody here let anything stand. */
  readonly isOfArchive: boolean;
}) {
  return (
    <>
      {items.length > 0 ? (
        <Section title="Items, as they were typed from it">
          <Card className="p-5">
            <ol className="grid gap-2">
              {items.map(({ id, label, level, words }) => (
                <li key={id} style={{ paddingInlineStart: `${(level - 1) * 1.5}rem` }}>
                  <span className="font-medium">{label}.</span> {words}
                </li>
              ))}
            </ol>
          </Card>
        </Section>
      ) : null}
      <Section title="Text">
        <p>
          Its words are in the PDF that was filed. It has no text here, and so no versions, no
          comparisons and no sign-offs; what corrects it is a new document.
        </p>
      </Section>
      <Section title="Looked through for private data">
        {found.length === 0 ? (
          <p>
            All of the PDF was read when it was brought in, and nothing in it
            {isOfArchive ? "" : " or in what was typed"} looks private.
          </p>
        ) : (
          <>
            <p>
              {isOfArchive
                ? "Found when its archive was brought in:"
                : `Found when it was brought in, and let stand: ${reason ?? ""}`}
            </p>
            <ul className="mt-2 list-disc pl-5">
              {found.map((sentence) => (
                <li key={sentence} className="wrap-anywhere">
                  {sentence}
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
    </>
  );
}
