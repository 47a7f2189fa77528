import type { Actor } from "../../../app/domain/actor";
import { may } from "../../../app/domain/permissions";
import { done, type Outcome } from "../../../app/domain/refusal";
import { FOR_SUMMARY, summarize } from "../documents/summary";
import { organizationTag } from "../organizations/tag";
import type { Resources } from "../resources";
import type { MatterView } from "../views";
import { listDockets } from "../dockets/show";
import { shownAgency } from "./agency";
import { matterFor } from "./load";
import { partiesOf } from "./parties";

/** A matter with its parties, their people and its documents, the one edited last first. */
export async function showMatter(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<MatterView>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const subject = { matter: facts };
  const changeParties = may(actor, "matter.change-parties", subject).ok;
  const asked = await client.partyInvitation.findMany({
    where: { matterId: row.id },
    include: { organization: true },
    orderBy: [{ invitedAt: "asc" }, { organizationId: "asc" }],
  });
  const taken = [...facts.partyIds, ...asked.map(({ organizationId }) => organizationId)];
  const [lead, parties, documents, dockets, candidates] = await Promise.all([
    client.organization.findUniqueOrThrow({ where: { id: row.leadOrganizationId } }),
    partiesOf(client, row),
    client.document.findMany({
      where: { matterId: row.id },
      include: FOR_SUMMARY,
      orderBy: [{ editedAt: "desc" }, { id: "asc" }],
    }),
    listDockets(client, row.id),
    changeParties
      ? client.organization.findMany({
          where: { id: { notIn: taken } },
          orderBy: [{ name: "asc" }, { id: "asc" }],
        })
      : [],
  ]);
  return done({
    id: row.id,
    slug: row.slug,
    title: row.title,
    narrative: row.narrative,
    agency: shownAgency(row),
    createdAt: row.createdAt.toISOString(),
    lead: organizationTag(lead),
    parties,
    documents: await summarize(client, documents, facts.partyIds),
    dockets,
    asked: asked.map(({ organization, invitedAt }) => ({
      ...organizationTag(organization),
      invitedAt: invitedAt.toISOString(),
    })),
    candidates: candidates.map(organizationTag),
    may: {
      editFacts: may(actor, "matter.edit-facts", subject).ok,
      createDocket: may(actor, "docket.create", subject).ok,
      createDocument: may(actor, "document.create", subject).ok,
      changeParties,
      handOverLead: may(actor, "matter.hand-over-lead", subject).ok,
      editNarrative: may(actor, "matter.edit-narrative", subject).ok,
    },
  });
}
