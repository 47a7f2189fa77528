import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import type { DocketSummary } from "#server/services/index.ts";
import { shortDate } from "#app/domain/dates.ts";
import { Card } from "#app/ui/Page.tsx";

/** The lawsuits of a matter, one per row: parties and number, court, number of documents. */
export function DocketList({
  slug,
  dockets,
}: {
  readonly slug: string;
  readonly dockets: readonly DocketSummary[];
}) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {dockets.map(({ id, name, court, district, filedOn, papers }) => (
          <li key={id} className="relative px-5 py-2.5 hover:bg-wash">
            <Link
              to={`/matters/${slug}/dockets/${id}`}
              className="font-medium after:absolute after:inset-0 hover:underline"
            >
              {name}
            </Link>
            <p className="text-sm text-ink-soft">
              {court}, {district} ·{" "}
              {filedOn === null ? "day of filing not recorded" : `filed ${shortDate(filedOn)}`}
              {`, ${counted(papers, "document")}`}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
