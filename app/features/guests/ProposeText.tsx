import { Form } from "react-router";
import type { GuestPageView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";

/** Leads to the form in which a paragraph's words are changed. */
export function ProposeText({
  page: { linkId, paragraphs },
}: {
  readonly page: Pick<GuestPageView, "linkId" | "paragraphs">;
}) {
  const plain = paragraphs.filter(({ isPlain }) => isPlain);
  if (plain.length === 0) return null;
  return (
    <Section title="Propose other words">
      <Form method="get" action={`/shared/${linkId}/suggest`} className="grid gap-5">
        <div>
          <label htmlFor="block" className="font-medium">
            Paragraph
          </label>
          {plain.length < paragraphs.length ? (
            <p className="text-sm text-ink-soft">
              One in which a name, a number or a note is drawn is not listed: comment on it instead.
            </p>
          ) : null}
          <div className="mt-1.5">
            <select id="block" name="block" className={BOX}>
              {plain.map(({ blockId, words }) => (
                <option key={blockId} value={blockId}>
                  {words}
                </option>
              ))}
            </select>
          </div>
        </div>
        <div>
          <Button type="submit">Change its words</Button>
        </div>
      </Form>
    </Section>
  );
}
