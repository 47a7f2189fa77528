import { clsx } from "clsx";
import { organizationColor } from "#app/domain/colors.ts";

interface OrganizationChipProps {
  readonly organization: {
    readonly name?: string;
    readonly shortName: string;
    readonly colour: number;
  };
  /** Its part here, such as "leads". */
  readonly part?: string;
}

/**
 * The class that sets an organization's colors as --org-ring, --org-text, --org-tint; what stands on
 * any ring is --org-on-ring.
 */
export function organizationClass(index: number): string {
  return `org-${organizationColor(index).cssName}`;
}

/** An organization by its ring and its short name; color is never the only sign. */
export function OrganizationChip({ organization, part }: OrganizationChipProps) {
  return (
    <span
      title={organization.name}
      className={clsx(
        organizationClass(organization.colour),
        "chip inline-flex items-center gap-1.5 rounded-full bg-(--org-tint) py-0.5 pr-2.5 pl-1.5 text-sm font-medium whitespace-nowrap text-(--org-text)",
      )}
    >
      <span
        aria-hidden
        className="size-3 shrink-0 rounded-full border-[3px] border-(--org-ring) forced-colors:border-[ButtonText]"
      />
      {organization.shortName}
      {part ? <span className="font-normal">{part}</span> : null}
    </span>
  );
}
