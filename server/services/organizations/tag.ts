/** An organization's name and color for display. */
export interface OrganizationTag {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  /** Index into the palette of organization colors. */
  readonly colour: number;
}

export interface OrganizationView extends OrganizationTag {
  readonly city: string | null;
}

interface OrganizationTagRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly city: string | null;
  readonly colour: number;
}

export function organizationTag(row: OrganizationTagRow): OrganizationTag {
  const { id, slug, name, shortName, colour } = row;
  return { id, slug, name, shortName, colour };
}

export function organizationView(row: OrganizationTagRow): OrganizationView {
  return { ...organizationTag(row), city: row.city };
}
