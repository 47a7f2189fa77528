import { Link } from "react-router";
import { Card, Section } from "#app/ui/Page.tsx";
import { RECORD_CHOICES } from "./record-choices.ts";

/** The kinds of events to record, each with a link to its form. */
export function RecordChoices({ documentId }: { readonly documentId: string }) {
  return (
    <div className="grid gap-8">
      {RECORD_CHOICES.map(({ title, choices }) => (
        <Section key={title} title={title}>
          <Card>
            <ul className="divide-y divide-rule">
              {choices.map(({ says, words }) => (
                <li key={says} className="relative px-5 py-3 hover:bg-wash">
                  <Link
                    to={`/documents/${documentId}/record/new?says=${says}`}
                    className="after:absolute after:inset-0 hover:underline"
                  >
                    {words}
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      ))}
    </div>
  );
}
