import type { OrganizationForm } from "#app/domain/forms/organization.ts";
import { nextColor } from "#app/domain/colors.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { freeSlug } from "#app/domain/slug.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";

/** Values that seeds fix and everybody else leaves open. */
interface FixedOrganization {
  readonly id?: string | undefined;
  readonly slug?: string | undefined;
  readonly colour?: number | undefined;
  readonly website?: string | undefined;
}

/**
 * Writes a new organization in the caller's transaction. Refuses `conflict` for an existing name or
 * short name. The caller has checked the permission; null for setup and the command line.
 */
export async function writeOrganization(
  tx: Transaction,
  { at, ids }: Pick<UnitOfWork, "at" | "ids">,
  form: OrganizationForm & FixedOrganization,
  actorId: string | null,
) {
  const { name, shortName, city } = form;
  const existing = await tx.organization.findMany({
    select: { name: true, shortName: true, slug: true, colour: true },
  });
  for (const [field, value] of [
    ["name", name],
    ["shortName", shortName],
  ] as const) {
    const taken = nameTaken(existing, field, value);
    if (taken) return refuse("conflict", `${taken} Nothing was created.`, { [field]: taken });
  }
  const organization = await tx.organization.create({
    data: {
      id: form.id ?? ids(),
      slug: freeSlug(form.slug ?? shortName, "organization", (slug) =>
        existing.some((other) => other.slug === slug),
      ),
      name,
      shortName,
      city: city ?? null,
      website: form.website ?? null,
      colour: form.colour ?? nextColor(existing.map(({ colour }) => colour)),
      createdAt: at,
    },
  });
  await appendEvent(tx, at, {
    type: "organization.created",
    actorId,
    organizationId: organization.id,
    details: { name, shortName },
  });
  return done(organization);
}

/** Says that one of them is called so; null where none is. */
export function nameTaken<F extends string>(
  existing: readonly { readonly [field in F]: string }[],
  field: F,
  value: string,
): string | null {
  return existing.some((other) => isSameText(other[field], value))
    ? `There is an organization called “${value}” already.`
    : null;
}

function isSameText(one: string, other: string): boolean {
  return one.localeCompare(other, "en", { sensitivity: "base" }) === 0;
}
