import { Link } from "react-router";
import { Card, Section } from "#app/ui/Page.tsx";
import "#app/styles/timeline.css";

/** The timeline as rendered by the loader; nothing without dates. */
export function TimelineSection({
  html,
  edit,
}: {
  readonly html: string | null;
  /** The address of the page that edits further dates; null for those who may not. */
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
          // Rendered by our own component from escaped text.
          dangerouslySetInnerHTML={{ __html: html }}
        />
      </Card>
    </Section>
  );
}
