import { Link } from "react-router";
import type { MatterView } from "#server/services/index.ts";
import { Card, Section } from "#app/ui/Page.tsx";

/** Actions on the matter as a whole. */
export function WholeMatter({ matter: { slug, may, archived } }: { matter: MatterView }) {
  if (!may.duplicate && !may.archive && !may.takeAlong) return null;
  return (
    <Section title="This matter">
      <Card className="grid gap-2 px-5 py-4 text-[0.9375rem]">
        {may.duplicate ? (
          <Link to={`/matters/${slug}/duplicate`} className="link">
            Begin another one like it
          </Link>
        ) : null}
        {may.takeAlong ? (
          <Link to={`/matters/${slug}/take-along`} className="link">
            Take it along
          </Link>
        ) : null}
        {may.archive ? (
          <Link to={`/matters/${slug}/archive`} className="link">
            {archived ? "Bring it back" : "Archive it"}
          </Link>
        ) : null}
      </Card>
    </Section>
  );
}

/** For those alone who may read the list. */
export function WatchedNamesCard({ slug }: { slug: string }) {
  return (
    <Section title="Names to watch for">
      <Card className="grid gap-2 px-5 py-4 text-[0.9375rem]">
        <p>Clients and others who must not be named, looked for in every paper and on the page.</p>
        <Link to={`/matters/${slug}/names`} className="link">
          See and edit the names
        </Link>
      </Card>
    </Section>
  );
}

/** To the record of the matter. */
export function MatterRecordCard({ slug }: { slug: string }) {
  return (
    <Section title="Record">
      <Card className="grid gap-2 px-5 py-4 text-[0.9375rem]">
        <p>Who did what in this matter, and when.</p>
        <Link to={`/matters/${slug}/record`} className="link">
          Read the record
        </Link>
      </Card>
    </Section>
  );
}
