import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { MatterPart } from "#app/domain/forms/matter.ts";
import { broughtBack, type MatterSubject } from "#app/domain/matter.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { matterChoices } from "./choices.ts";
import { matterFor } from "./load.ts";

/** Choices where another matter begins like this one. */
export interface DuplicateChoices {
  readonly matter: MatterName;
  /** Organizations that the reader administers, one of which leads. */
  readonly leads: readonly (OrganizationTag & {
    /** Whether the reader drafts for it, and so can take drafts along. */
    readonly drafts: boolean;
  })[];
  readonly leadId: string | null;
  /** All organizations of the workspace. */
  readonly organizations: readonly OrganizationTag[];
  /** The parties of this matter, who are proposed. */
  readonly partyIds: readonly string[];
  /** Parts to take along that are this reader's to take. */
  readonly parts: readonly MatterPart[];
  readonly documents: readonly PaperTag[];
}

/** The options of the form; for who sees the matter and may create one. */
export async function duplicateChoices(
  resources: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<DuplicateChoices>> {
  const { client } = resources.database;
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const choices = await matterChoices(resources, actor);
  if (!choices.ok) return choices;
  const { row, subject } = found.value;
  const { leads, organizations } = choices.value;
  const documents = await client.document.findMany({
    where: { matterId: row.id, OR: [{ filing: null }, { filing: { origin: "here" } }] },
    select: { id: true, title: true, kind: true, status: true },
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
  const watched = mayTakeNames(actor, subject)
    ? await client.watchList.findUnique({ where: { matterId: row.id }, select: { sealed: true } })
    : null;
  const shared = readSharedDetails(row.sharedFacts);
  const { agencyDepartment, agencyComponent, agencyAddress } = row;
  const agency = agencyDepartment ?? agencyComponent ?? agencyAddress ?? shared.addressee;
  const isLeads = ({ id }: OrganizationTag) => id === row.leadOrganizationId;
  return done({
    matter: { slug: row.slug, title: row.title },
    leads: leads.map((lead) => ({ ...lead, drafts: draftsFor(actor, lead.id) })),
    leadId: (leads.find(isLeads) ?? (leads.length === 1 ? leads[0] : undefined))?.id ?? null,
    organizations,
    partyIds: [...subject.partyIds],
    parts: [
      ...(agency === null ? [] : (["agency"] as const)),
      ...(row.narrative === "" ? [] : (["narrative"] as const)),
      ...(leads.some(({ id }) => hasOwnDetails(shared, id)) ? (["own-details"] as const) : []),
      ...(watched && watched.sealed !== "" ? (["watched-names"] as const) : []),
    ],
    documents: documents.map((document) => ({
      ...document,
      kind: document.kind as DocumentKind,
      status: document.status as DocumentStatus,
    })),
  });
}

/** Whether somebody drafts for that organization: its first matter has no other party. */
export function draftsFor(actor: Actor, organizationId: string): boolean {
  const matter: MatterSubject = {
    matterId: "",
    leadOrganizationId: organizationId,
    partyIds: new Set([organizationId]),
    isArchived: false,
  };
  return may(actor, "document.create", { matter }).ok;
}

/** Whether somebody may take the names to watch for along: who may read them, also of an archived matter. */
export function mayTakeNames(actor: Actor, matter: MatterSubject): boolean {
  return may(actor, "matter.watch-names", { matter: broughtBack(matter) }).ok;
}

function hasOwnDetails(
  { organizations, signers }: ReturnType<typeof readSharedDetails>,
  organizationId: string,
): boolean {
  return (
    organizations.some(({ id, address }) => id === organizationId && address.length > 0) ||
    signers.some((signer) => signer.organizationId === organizationId)
  );
}
