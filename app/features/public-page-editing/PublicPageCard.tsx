import { Link } from "react-router";
import type { PageState } from "#server/services/index.ts";
import { Card, Section } from "#app/ui/Page.tsx";
import { editingPath } from "./EditFrame.tsx";

const SAID: Readonly<Record<PageState, string>> = {
  draft: "Not public yet.",
  published: "Public.",
  withdrawn: "Withdrawn.",
};

/** Whether the matter has a public page, with a link. */
export function PublicPageCard({
  slug,
  state,
}: {
  readonly slug: string;
  readonly state: PageState;
}) {
  return (
    <Section title="Public page">
      <Card className="px-5 py-4">
        <p>
          {SAID[state]}{" "}
          <Link to={editingPath(slug)} className="link">
            What everybody may read
          </Link>
        </p>
      </Card>
    </Section>
  );
}
