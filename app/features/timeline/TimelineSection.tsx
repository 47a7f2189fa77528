import { Link } from "@remix-run/react";
import { Card, Section } from "#app/ui/Page.tsx";

/** The days of a matter, drawn by its loader; nothing while nothing has a day. */
export function TimelineSection({
  html,
  edit,
}: {
  readonly html: string | null;
  /** Where days such as those of memoranda are added; null for who may not. */
  readonly edit: string | null;
}) {
  if (html === null) return null;
  const add = edit ? (
    <Link to={edit} className="link text-[0.9375rem]">
      Add a day
    </Link>
  ) : null;
  return (
    <Section title="Timeline" actions={add}>
      <Card className="px-5 py-5 sm:px-7">
        <div
          // Drawn by our own component from escaped text.
          dangerouslySetInnerHTML={{ __html: html }}
        />
      </Card>
    </Section>
  );
}
