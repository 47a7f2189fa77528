import type { Role } from "#app/domain/actor.ts";
import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import { createMatterForm } from "#app/domain/forms/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { firstDetails } from "#server/services/documents/first-details.ts";
import { newDocumentSubject } from "#server/services/documents/details-for-new.ts";
import { checkRequired } from "#server/services/documents/required.ts";
import { writeDocument } from "#server/services/documents/write.ts";
import { firstText } from "#server/workers/texts/first-text.ts";
import { readForm } from "#server/services/form.ts";
import { writeMatter } from "#server/services/matters/create.ts";
import { loadMatter } from "#server/services/matters/load.ts";
import { writeOrganization } from "#server/services/organizations/write.ts";
import type { SystemResources } from "./resources.ts";
import { checkPassword, writePerson } from "./person.ts";

/** The id, and whether it was written now or existed already. */
export interface Seeded {
  readonly id: string;
  readonly created: boolean;
}

export interface SeedOrganization {
  readonly id?: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly city: string | null;
  readonly website?: string;
  readonly colour?: number;
}

export async function seedOrganization(
  resources: SystemResources,
  { city, ...form }: SeedOrganization,
): Promise<Outcome<Seeded>> {
  return resources.database.write(async (tx) => {
    const existing = await tx.organization.findUnique({ where: { slug: form.slug } });
    if (existing) return done({ id: existing.id, created: false });
    const written = await writeOrganization(
      tx,
      { at: resources.clock(), ids: resources.ids },
      { ...form, city: city ?? undefined },
      null,
    );
    return written.ok ? done({ id: written.value.id, created: true }) : written;
  });
}

export interface SeedPerson {
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly workspaceAdmin: boolean;
  readonly memberships: readonly {
    readonly organizationId: string;
    readonly roles: readonly Role[];
  }[];
}

export async function seedPerson(
  resources: SystemResources,
  { password, ...person }: SeedPerson,
): Promise<Outcome<Seeded>> {
  const { database, auth } = resources;
  const email = person.email.toLowerCase();
  // Outside of the transaction, as hashing takes long; existing people keep their password.
  const known = await database.client.user.findUnique({ where: { email } });
  if (known) return done({ id: known.id, created: false });
  const strong = checkPassword({ ...person, password });
  if (!strong.ok) return strong;
  const passwordHash = await auth.hashPassword(password);
  return database.write(async (tx) => {
    const existing = await tx.user.findUnique({ where: { email } });
    if (existing) return done({ id: existing.id, created: false });
    const id = await writePerson(tx, resources, { ...person, email, passwordHash });
    return done({ id, created: true });
  });
}

export interface SeedMatter {
  readonly slug: string;
  readonly title: string;
  /** Paragraphs, separated by blank lines. */
  readonly narrative: string;
  readonly leadOrganizationId: string;
  /** In order; the lead is the first, listed or not. */
  readonly partyIds: readonly string[];
  readonly agencyDepartment?: string;
  readonly agencyComponent?: string;
  readonly agencyAddress?: string;
  readonly createdById: string;
}

export async function seedMatter(
  resources: SystemResources,
  { slug, createdById, ...sent }: SeedMatter,
): Promise<Outcome<Seeded>> {
  const form = readForm(createMatterForm, sent);
  if (!form.ok) return form;
  const { clock, ids } = resources;
  return resources.database.write(async (tx) => {
    const existing = await tx.matter.findUnique({ where: { slug } });
    if (existing) return done({ id: existing.id, created: false });
    const written = await writeMatter(tx, { at: clock(), ids }, form.value, createdById, {
      name: slug,
    });
    return written.ok ? done({ id: written.value.matterId, created: true }) : written;
  });
}

export interface SeedDocument {
  readonly id: string;
  readonly matterSlug: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly layoutProfile: LayoutProfile;
  readonly prose: ProseJSON;
  /** The details that its page depends on; default: those of the matter. */
  readonly facts?: DocumentDetails;
  /** Recorded as its creator and as the author of its first text. */
  readonly createdById: string;
}

export async function seedDocument(
  resources: SystemResources,
  { id, matterSlug, prose, createdById, ...document }: SeedDocument,
): Promise<Outcome<Seeded>> {
  const text = firstText(prose);
  return resources.database.write(async (tx) => {
    const existing = await tx.document.findUnique({ where: { id } });
    if (existing) return done({ id, created: false });
    const matter = await loadMatter(tx, matterSlug);
    if (!matter) return refuse("not-found");
    const required = await checkRequired(
      tx,
      newDocumentSubject(id, document.kind, matter.subject),
      {
        ids: [...matter.subject.partyIds],
        by: createdById,
        at: resources.clock(),
      },
    );
    if (!required.ok) return required;
    await writeDocument(tx, resources.clock(), {
      ...document,
      documentId: id,
      matterId: matter.row.id,
      required: required.value,
      facts: document.facts ?? (await firstDetails(tx, matter.row.id, document)),
      text,
      actorId: createdById,
    });
    return done({ id, created: true });
  });
}
