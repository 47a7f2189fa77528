import type { Actor } from "#app/domain/actor.ts";
import { possibleIn } from "#app/domain/document-steps.ts";
import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import { may, roomAccess } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { partiesHere } from "#server/services/matters/parties.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { standingOf } from "#server/services/reviews/standing.ts";
import type { DocumentView } from "./views.ts";
import { documentFor } from "./load.ts";
import { summarize } from "./summary.ts";

/** A document for the desk: its status, the reader's permissions, and its matter. */
export async function showDocument(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<DocumentView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const access = roomAccess(actor, subject);
  if (access === "none") return refuse("not-found");
  const { matter } = row;
  const { partyIds } = subject.matter;
  const [lead, parties, siblings, [summary], people, standing] = await Promise.all([
    client.organization.findUniqueOrThrow({ where: { id: matter.leadOrganizationId } }),
    partiesHere(client, matter),
    client.document.findMany({
      where: { matterId: matter.id },
      select: { id: true, title: true, kind: true, status: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    summarize(client, [row], partyIds),
    personTags(client, [row.createdById], partyIds),
    standingOf(client, actor, subject),
  ]);
  if (!summary) throw new Error(`document ${documentId} has no summary`);
  const target = { document: subject };
  const edit = may(actor, "document.edit", target).ok;
  return done({
    ...summary,
    layoutProfile: row.layoutProfile as LayoutProfile,
    createdAt: row.createdAt.toISOString(),
    createdBy: people.get(row.createdById) ?? null,
    sequence: row.sequence,
    generation: row.generation,
    schemaVersion: row.schemaVersion,
    access,
    matter: {
      id: matter.id,
      slug: matter.slug,
      title: matter.title,
      isArchived: subject.matter.isArchived,
      lead: organizationTag(lead),
      parties,
      documents: siblings.map(({ id, title, kind, status }) => ({
        id,
        title,
        kind: kind as DocumentKind,
        status: status as DocumentStatus,
      })),
    },
    facts: readDetails(row.facts),
    factsRevision: row.factsRevision,
    standing,
    may: {
      edit,
      rename: edit,
      comment: may(actor, "document.comment", target).ok,
      submit: standing.may.submit,
      setRequiredOrganizations:
        possibleIn(subject.status).includes("set-required") &&
        may(actor, "document.set-required-organizations", target).ok,
    },
  });
}
