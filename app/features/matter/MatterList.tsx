import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import type { MatterSummary } from "#server/services/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card } from "#app/ui/Page.tsx";

/** Matters, one per row: title, parties with the lead first, number of documents. */
export function MatterList({ matters }: { readonly matters: readonly MatterSummary[] }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {matters.map((matter) => (
          <li key={matter.id} className="relative px-5 py-4 hover:bg-wash">
            <Link
              to={`/matters/${matter.slug}`}
              className="font-medium after:absolute after:inset-0 hover:underline"
            >
              {matter.title}
            </Link>
            <div className="mt-2 flex flex-wrap gap-1.5">
              <OrganizationChip organization={matter.lead} part="leads" />
              {matter.parties
                .filter(({ id }) => id !== matter.lead.id)
                .map((party) => (
                  <OrganizationChip key={party.id} organization={party} />
                ))}
            </div>
            <p className="mt-2 text-sm text-ink-soft">
              {matter.archivedAt ? (
                <>
                  Archived on <Timestamp at={matter.archivedAt} as="day" />,{" "}
                </>
              ) : null}
              {counted(matter.documentCount, "document")}
              {matter.editedAt ? (
                <>
                  , last edited <Timestamp at={matter.editedAt} as="day" />
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
