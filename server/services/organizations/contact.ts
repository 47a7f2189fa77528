import { contactForm } from "#app/domain/forms/organization.ts";
import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command, organizationTo } from "#server/services/command.ts";
import type { Resources } from "#server/services/resources.ts";

const CONTACT = { website: true, pressName: true, pressEmail: true } as const;

/** Name, city, site and press contact of an organization, for those who may set them. */
interface OrganizationContactView {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly website: string | null;
  readonly pressName: string | null;
  readonly pressEmail: string | null;
}

export async function showContact(
  { database }: Pick<Resources, "database">,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<OrganizationContactView>> {
  const allowed = may(actor, "organization.edit", { organizationId });
  if (!allowed.ok) return allowed;
  const row = await database.client.organization.findUnique({
    where: { id: organizationId },
    select: { id: true, name: true, city: true, ...CONTACT },
  });
  return row ? done(row) : refuse("not-found");
}

/** Sets what public pages say of an organization: its own site, and whom the press asks (L69). */
export const setContact = command({
  on: organizationTo("organization.edit"),
  form: contactForm,
  async run({ tx, key: [id], form: { website, pressName, pressEmail }, record }) {
    const before = await tx.organization.findUnique({ where: { id }, select: CONTACT });
    if (!before) return refuse("not-found");
    const after = {
      website: website ?? null,
      pressName: pressName ?? null,
      pressEmail: pressEmail ?? null,
    };
    if (JSON.stringify(before) === JSON.stringify(after)) return done();
    await tx.organization.update({ where: { id }, data: after });
    await record({ type: "organization.contact-set", details: { before, after } });
    return done();
  },
});
