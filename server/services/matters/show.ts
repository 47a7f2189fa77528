import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { toBringIn } from "#server/services/filings/bring-in-choices.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { FOR_SUMMARY, summarize } from "#server/services/documents/summary.ts";
import { guestsOfMatter } from "#server/services/guests/of-matter.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { MatterView } from "./views.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import { archivedOf } from "./archived.ts";
import { matterHead } from "./head.ts";
import { mayCreateMatter } from "./list.ts";
import { matterFor } from "./load.ts";
import { papersNaming } from "./papers-naming.ts";
import { partiesOf } from "./parties.ts";
import { IS_HERE } from "#server/services/organizations/stand-in.ts";
import { archiveOfMatter } from "#server/services/bringing/origin.ts";

/** A matter with its parties, their people and its documents, the last edited first. */
export async function showMatter(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<MatterView>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const target = { matter: subject };
  const changeParties = may(actor, "matter.change-parties", target).ok;
  const asked = await client.partyInvitation.findMany({
    where: { matterId: row.id },
    include: { organization: true },
    orderBy: [{ invitedAt: "asc" }, { organizationId: "asc" }],
  });
  const taken = [...subject.partyIds, ...asked.map(({ organizationId }) => organizationId)];
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
          where: { id: { notIn: taken }, ...IS_HERE },
          orderBy: [{ name: "asc" }, { id: "asc" }],
        })
      : [],
  ]);
  const organizationIds = changeParties ? parties.map(({ id }) => id) : [];
  const naming = changeParties
    ? await papersNaming(client, { matterIds: [row.id], organizationIds })
    : null;
  return done({
    ...matterHead(row, lead),
    archived: await archivedOf(client, row, subject.partyIds),
    fromArchive: await archiveOfMatter(client, row.id),
    parties,
    naming: organizationIds.flatMap((organizationId) =>
      naming ? [{ organizationId, ...naming(row.id, organizationId) }] : [],
    ),
    documents: await summarize(client, documents, subject.partyIds, dateOfFilings(clock())),
    dockets,
    guests: await guestsOfMatter(client, subject, clock()),
    asked: asked.map(({ organization, invitedAt }) => ({
      ...organizationTag(organization),
      invitedAt: invitedAt.toISOString(),
    })),
    leadOffered:
      row.leadOfferedToId !== null && row.leadOfferedAt !== null
        ? { organizationId: row.leadOfferedToId, at: row.leadOfferedAt.toISOString() }
        : null,
    candidates: candidates.map(organizationTag),
    may: {
      editDetails: may(actor, "matter.edit-facts", target).ok,
      watchNames: may(actor, "matter.watch-names", target).ok,
      createDocket: may(actor, "docket.create", target).ok,
      createDocument: may(actor, "document.create", target).ok,
      bringIn: may(actor, "document.file", toBringIn(subject)).ok,
      changeParties,
      handOverLead: may(actor, "matter.hand-over-lead", target).ok,
      correct: may(actor, "matter.correct", { ...target, madeById: row.createdById }).ok,
      editNarrative: may(actor, "matter.edit-narrative", target).ok,
      archive: may(actor, "matter.archive", target).ok,
      takeAlong: may(actor, "matter.take-along", target).ok,
      duplicate: mayCreateMatter(actor),
    },
  });
}
