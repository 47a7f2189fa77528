import { Check, Clock } from "lucide-react";
import type { Standing } from "#server/services/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";

/** The required organizations, and whether each has signed. */
export function SignOffs({ required }: Pick<Standing, "required">) {
  return (
    <ul className="grid gap-3">
      {required.map(({ organization, approval, hasReviewer }) => (
        <li key={organization.id} className="flex items-start gap-3">
          {approval ? (
            <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-good" />
          ) : (
            <Clock aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
          )}
          <div className="min-w-0">
            <OrganizationChip organization={organization} />
            <p className="mt-1 text-sm text-ink-soft">
              {approval ? (
                <>
                  Signed by {approval.person?.name ?? "somebody who has left"},{" "}
                  <Timestamp at={approval.at} />
                </>
              ) : hasReviewer ? (
                "Not signed yet"
              ) : (
                <span className="text-danger">{withoutReviewer(organization.shortName)}</span>
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function withoutReviewer(organization: string): string {
  return `${organization} has no reviewer, so nobody can sign. One of its administrators has to make somebody a reviewer.`;
}
