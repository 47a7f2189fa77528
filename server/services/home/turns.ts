import { DAY_MS } from "#app/domain/durations.ts";
import type { Actor, Role } from "#app/domain/actor.ts";
import type { TurnOfEvents } from "#app/domain/deadlines/turn.ts";
import { may } from "#app/domain/permissions.ts";
import { hasApproved, type VoidCause } from "#app/domain/sign-off.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { subjectOfMatter, WITH_PARTIES } from "#server/services/matters/load.ts";
import { askedForActor } from "#server/services/matters/of-organization.ts";
import { personTags } from "#server/services/people/tag.ts";
import { whoWent } from "#server/services/reviews/who-went.ts";
import {
  organizationsWithReviewer,
  reviewerLostAt,
  WITHOUT_REVIEWER,
} from "#server/services/reviews/reviewers.ts";
import { signOffOf } from "#server/services/reviews/state.ts";
import { outOfMatters } from "./out-of-matters.ts";
import { turnKey } from "./turn-key.ts";
import { broughtAmong, NOT_BROUGHT } from "#server/services/audit/brought.ts";

/** Days for which it is told that a party is gone, or that another one leads. */
const TOLD_DAYS = 7;

/**
 * Others' acts on what the actor signed, wrote, was to file or takes part in (M30), the latest first. A
 * version that was taken back is told until they have opened the draft since, or it is submitted again.
 */
export async function turnsFor(
  client: PrismaClient,
  actor: Actor,
  now: Date,
): Promise<TurnOfEvents[]> {
  const turns = await Promise.all([
    takenBackFor(client, actor),
    withoutReviewerFor(client, actor),
    ofMattersFor(client, actor, now),
    outOfMatters(client, actor, new Date(now.getTime() - TOLD_DAYS * DAY_MS)),
  ]);
  return turns.flat().toSorted((one, other) => other.at.localeCompare(one.at));
}

/** The same with the matters that the actor answers for an organization, which Home lists by themselves. */
export async function turnsInLetters(
  client: PrismaClient,
  actor: Actor,
  now: Date,
): Promise<TurnOfEvents[]> {
  const asked = await askedForActor(client, actor);
  const answers = asked.map(
    ({ part, matterId, title, organization, invitedBy, invitedAt }): TurnOfEvents => ({
      what: "asked-in",
      key: turnKey({
        type: part === "lead" ? "matter.lead-offered" : "matter.party-invited",
        matterId,
        organizationId: organization.id,
        at: new Date(invitedAt),
      }),
      part,
      organization: { id: organization.id, shortName: organization.shortName },
      by: invitedBy ?? "Somebody",
      // Its page is not theirs to open yet: the line leads to the answer.
      matter: { slug: "", title },
      at: invitedAt,
    }),
  );
  return [...answers, ...(await turnsFor(client, actor, now))];
}

const FOR_TAKEN_BACK = {
  ...FOR_SUBJECT,
  returns: { orderBy: [{ recordedAs: "desc" }, { id: "desc" }], take: 1 },
  signOffs: true,
  versions: { select: { id: true, number: true, createdById: true } },
} satisfies Prisma.DocumentInclude;

async function takenBackFor(client: PrismaClient, actor: Actor): Promise<TurnOfEvents[]> {
  const { userId } = actor;
  const rows = await client.document.findMany({
    where: {
      status: "draft",
      returns: { some: {} },
      matter: { parties: { some: { organizationId: { in: placesOf(actor) } } } },
    },
    include: {
      ...FOR_TAKEN_BACK,
      readBy: { where: { userId } },
      bindings: { where: { userId }, select: { clientId: true }, take: 1 },
    },
  });
  const brought = await broughtAmong(
    client,
    rows.flatMap(({ returns }) => returns.map(({ recordedAs }) => recordedAs)),
  );
  const turns = await Promise.all(
    rows.map(async (row): Promise<TurnOfEvents[]> => {
      const [last] = row.returns;
      const subject = subjectOfDocument(row);
      const version = row.versions.find(({ id }) => id === last?.versionId);
      if (!last || !version || last.byId === userId || brought.has(last.recordedAs)) return [];
      if (!may(actor, "matter.follow", subject).ok) return [];
      if (row.readBy.some(({ at }) => at > last.at)) return [];
      // A cause of the domain's closed set.
      const because = last.because as VoidCause;
      const signed = row.signOffs.some(
        (one) => one.userId === userId && one.versionId === version.id && one.voidedAt !== null,
      );
      const wrote = version.createdById === userId || row.bindings.length > 0;
      // Whoever may make the changes is asked to.
      const isAsked =
        because === "changes-requested" && may(actor, "document.submit", { document: subject }).ok;
      const files =
        may(actor, "document.file", { document: subject }).ok &&
        (await wasApproved(client, row.id, version.id));
      if (!signed && !files && (!wrote || isAsked)) return [];
      const { slug, title } = row.matter;
      return [
        {
          what: "taken-back",
          key: `taken-back:${last.id}`,
          documentId: row.id,
          title: row.title,
          matter: { slug, title },
          because,
          version: version.number,
          by: await whoIn(client, last.byId, subject.matter.partyIds),
          gone: because === "party-removed" ? await whoWent(client, row.id) : null,
          signed,
          reason: last.reason,
          at: last.at.toISOString(),
        },
      ];
    }),
  );
  return turns.flat();
}

/** Whether that version was approved: then somebody was to file it. */
async function wasApproved(
  client: PrismaClient,
  documentId: string,
  versionId: string,
): Promise<boolean> {
  const lines = await client.auditEvent.count({
    where: {
      documentId,
      type: "document.approved",
      AND: [{ details: { contains: versionId } }, NOT_BROUGHT],
    },
  });
  return lines > 0;
}

/** The required organizations of versions under review that have not signed and nobody could sign for. */
async function withoutReviewerFor(client: PrismaClient, actor: Actor): Promise<TurnOfEvents[]> {
  const rows = await client.document.findMany({
    where: {
      status: "in_review",
      requirements: { some: { organization: WITHOUT_REVIEWER } },
      matter: { parties: { some: { organizationId: { in: placesOf(actor) } } } },
    },
    include: { ...FOR_SUBJECT, signOffs: true, versions: { select: { id: true, hash: true } } },
  });
  const required = rows.flatMap((row) =>
    row.requirements.map(({ organizationId }) => organizationId),
  );
  const reviewers = await organizationsWithReviewer(client, required);
  const lost = await reviewerLostAt(client, [
    ...new Set(required.filter((id) => !reviewers.has(id))),
  ]);
  return rows.flatMap((row) => {
    const document = subjectOfDocument(row);
    const version = row.versions.find(({ id }) => id === row.pinnedVersionId);
    if (!version || !may(actor, "matter.follow", document).ok) return [];
    const pinned = { versionId: version.id, hash: version.hash };
    return row.requirements.flatMap(({ organizationId, organization }): TurnOfEvents[] => {
      if (reviewers.has(organizationId)) return [];
      if (hasApproved(row.signOffs.map(signOffOf), pinned, organizationId)) return [];
      const names = may(actor, "organization.manage-people", { organizationId }).ok;
      const acts = (["document.recall", "document.set-required-organizations"] as const).some(
        (permission) => may(actor, permission, { document }).ok,
      );
      if (!names && !acts) return [];
      const { slug, title } = row.matter;
      const lostAt = lost.get(organizationId) ?? row.statusAt;
      return [
        {
          what: "no-reviewer",
          key: `no-reviewer:${row.id}:${organizationId}`,
          documentId: row.id,
          title: row.title,
          matter: { slug, title },
          organization: { id: organizationId, shortName: organization.shortName },
          names,
          at: (lostAt > row.statusAt ? lostAt : row.statusAt).toISOString(),
        },
      ];
    });
  });
}

const GONE = ["matter.party-left", "matter.party-removed"] as const;
const LEAD_MOVED = "matter.lead-handed-over";
/** Of these the last one of a matter is told. */
const PUT_AWAY = ["matter.archived", "matter.unarchived"] as const;
/** Work in a matter, and so hear who else does. */
const WORKS: readonly Role[] = ["drafter", "staff", "admin"];

/** Parties that went in the last days, who leads now and whether it was put away where that changed in them. */
async function ofMattersFor(
  client: PrismaClient,
  actor: Actor,
  now: Date,
): Promise<TurnOfEvents[]> {
  const works = actor.memberships
    .filter(({ roles }) => WORKS.some((role) => roles.has(role)))
    .map(({ organizationId }) => organizationId);
  if (works.length === 0) return [];
  const matters = await client.matter.findMany({
    where: { parties: { some: { organizationId: { in: works } } } },
    include: WITH_PARTIES,
  });
  const lines = await client.auditEvent.findMany({
    where: {
      matterId: { in: matters.map(({ id }) => id) },
      type: { in: [...GONE, LEAD_MOVED, ...PUT_AWAY] },
      at: { gt: new Date(now.getTime() - TOLD_DAYS * DAY_MS) },
      actorId: { not: actor.userId },
      ...NOT_BROUGHT,
    },
    orderBy: { sequence: "desc" },
  });
  const told = lines.filter(({ type, matterId, organizationId }, index) => {
    const isLast = (types: readonly string[]) =>
      lines.findIndex((line) => types.includes(line.type) && line.matterId === matterId) === index;
    const matter = matters.find(({ id }) => id === matterId);
    if (type === LEAD_MOVED) {
      return isLast([LEAD_MOVED]) && matter?.leadOrganizationId === organizationId;
    }
    if (!isPutAway(type)) return true;
    // The last doer of the other one is not told by it.
    return isLast(PUT_AWAY) && (matter?.archivedAt !== null) === (type === "matter.archived");
  });
  const organizations = await client.organization.findMany({
    where: { id: { in: told.flatMap(({ organizationId }) => organizationId ?? []) } },
    select: { id: true, shortName: true },
  });
  const turns = await Promise.all(
    told.map(async ({ type, at, actorId, matterId, organizationId }): Promise<TurnOfEvents[]> => {
      const matter = matters.find(({ id }) => id === matterId);
      const organization = organizations.find(({ id }) => id === organizationId);
      if (!matter || !organization || actorId === null) return [];
      const { slug, title } = matter;
      const every = {
        key: turnKey({ type, matterId: matter.id, organizationId: organization.id, at }),
        matter: { slug, title },
        organization: organization.shortName,
        by: await whoIn(client, actorId, subjectOfMatter(matter).partyIds),
        at: at.toISOString(),
      };
      if (isPutAway(type)) {
        return [{ ...every, what: type === "matter.archived" ? "archived" : "brought-back" }];
      }
      return type === LEAD_MOVED
        ? [{ ...every, what: "lead-moved" }]
        : [{ ...every, what: "party-gone", left: type === "matter.party-left" }];
    }),
  );
  return turns.flat();
}

function isPutAway(type: string): type is (typeof PUT_AWAY)[number] {
  return PUT_AWAY.some((known) => known === type);
}

function placesOf({ memberships }: Actor): string[] {
  return memberships.map(({ organizationId }) => organizationId);
}

/** "Ravi Sample (ILRC)"; whoever has left the matter, by name alone. */
async function whoIn(
  client: PrismaClient,
  userId: string,
  partyIds: ReadonlySet<string>,
): Promise<string> {
  const person = (await personTags(client, [userId], partyIds)).get(userId);
  if (!person) return "Somebody";
  return person.organization ? `${person.name} (${person.organization.shortName})` : person.name;
}
