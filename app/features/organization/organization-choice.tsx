import type { Choice } from "#app/ui/Field.tsx";
import { OrganizationChip } from "./OrganizationChip.tsx";

/** An organization as an option of a form. */
export function organizationChoice(organization: {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly colour: number;
}): Choice {
  return {
    value: organization.id,
    label: (
      <span className="flex flex-wrap items-center gap-2">
        <OrganizationChip organization={organization} /> {organization.name}
      </span>
    ),
  };
}
