import type { AuditEventType } from "#app/domain/audit-event.ts";
import { isFollowedStep } from "#app/domain/follow.ts";
import type { Transaction } from "#server/database/index.ts";
import { writeJob, type NewJob } from "#server/jobs/index.ts";
import { tellAdministrators, tellOfAccount, tellOfAddress } from "#server/services/account/tell.ts";
import type { AppendedEvent, NewEvent } from "#server/services/audit/append.ts";
import { losesReviewer } from "./reviews/reviewers.ts";
import { turnKey } from "./home/turn-key.ts";

type FollowUp = (event: AppendedEvent, at: Date) => NewJob[];

/** The jobs that follow an event, written in its transaction (R28), so that neither is lost. */
const FOLLOW_UPS: Partial<Readonly<Record<AuditEventType, FollowUp>>> = {
  "document.submitted": (event) => [...tell("sign-offs", event), ...tell("changes-met", event)],
  "document.changes-requested": (event) => [...tell("changes", event), ...tellTakenBack(event)],
  "document.recalled": tellTakenBack,
  "document.reopened": tellTakenBack,
  "document.review-voided": tellTakenBack,
  "matter.party-left": tellOfParty,
  "matter.party-removed": tellOfParty,
  "matter.lead-handed-over": tellOfParty,
  "matter.archived": tellOfParty,
  "matter.unarchived": tellOfParty,
  "matter.lead-offered": tellAsked,
  "matter.party-invited": tellAsked,
  "person.removed": tellNoReviewer,
  "person.roles-set": tellNoReviewer,
  "person.let-in-again": tellOfAccount,
  "person.password-reset": tellOfAccount,
  "person.password-changed": tellOfAccount,
  "person.address-changed": tellOfAddress,
  "person.passkey-added": tellOfAccount,
  "person.passkey-removed": tellOfAccount,
  "api-token.created": tellOfAccount,
  "calendar-address.created": tellOfAccount,
  "person.identity-linked": tellOfAccount,
  "person.identity-unlinked": tellOfAccount,
  "person.second-factor-set": tellOfAccount,
  "person.second-factor-removed": tellOfAccount,
  "person.recovery-codes-made": tellOfAccount,
  "person.recovery-code-used": tellOfAccount,
  "organization.provider-set": tellAdministrators,
  "organization.provider-removed": tellAdministrators,
  "organization.archive-consent-given": tellAdministrators,
  "organization.archive-consent-withdrawn": tellAdministrators,
  "organization.factor-policy-set": tellAdministrators,
  "webhook.added": tellAdministrators,
  "webhook.secret-made": tellAdministrators,
  "webhook.switched-on": tellAdministrators,
  // Of their own doing nobody has to be told.
  "webhook.switched-off": (event) => (event.actorId === null ? tellAdministrators(event) : []),
  "guest.invited": tellOfGuests,
};

/** Mails the people whom a step of a document concerns, once for each version. */
function tell(about: "sign-offs" | "changes" | "changes-met", event: NewEvent): NewJob[] {
  const { documentId, details } = event;
  const versionId = details["versionId"];
  if (!documentId || typeof versionId !== "string") return [];
  return [
    {
      kind: "reminders.ask",
      key: `ask:${about}:${versionId}`,
      payload: { about, documentId, versionId },
    },
  ];
}

/** Mails those who follow the document, but who did it (M27): once for all that the transaction did to it. */
async function tellFollowers(tx: Transaction, at: Date, event: NewEvent): Promise<NewJob[]> {
  const { documentId, actorId } = event;
  if (!documentId) return [];
  const followers = await tx.documentFollow.findMany({
    where: { documentId, how: "follow", ...(actorId && { userId: { not: actorId } }) },
    orderBy: { userId: "asc" },
  });
  return followers.map(({ userId }) => ({
    kind: "mail.reminder",
    key: `mail:followed:${documentId}:${at.getTime()}:${userId}`,
    payload: { of: "followed", userId, documentId, since: at.toISOString() },
  }));
}

/** Mails those who signed, wrote or were to file what is a draft again (M30). */
function tellTakenBack({ matterId, details: { returnId } }: NewEvent): NewJob[] {
  if (!matterId || typeof returnId !== "string") return [];
  return [turnJob(`taken-back:${returnId}`, { matterId })];
}

/** Mails who works in the matter, and who did: of an organization that is gone, its own people. */
function tellOfParty({ type, matterId, organizationId }: NewEvent, at: Date): NewJob[] {
  if (!matterId || !organizationId) return [];
  const turn = turnKey({ type, matterId, organizationId, at });
  return [turnJob(turn, { matterId, gone: organizationId })];
}

/** Mails the administrators of an organization that is asked to be a party or to lead. */
function tellAsked({ type, matterId, organizationId }: NewEvent, at: Date): NewJob[] {
  if (!matterId || !organizationId) return [];
  const turn = turnKey({ type, matterId, organizationId, at });
  return [turnJob(turn, { matterId, organizationId })];
}

/** Mails the administrators of the parties that somebody from outside reads their text. */
function tellOfGuests({ actorId, details: { linkId } }: NewEvent): NewJob[] {
  if (typeof linkId !== "string") return [];
  const payload = { linkId, by: actorId };
  return [{ kind: "guests.invited", key: `guests.invited:${linkId}`, payload }];
}

/** Mails those who can do something where nobody of an organization can sign any more. */
function tellNoReviewer({ type, organizationId, details }: NewEvent, at: Date): NewJob[] {
  if (!organizationId || !losesReviewer(type, details)) return [];
  const key = `no-reviewer:${organizationId}:${at.getTime()}`;
  return [{ kind: "reminders.no-reviewer", key, payload: { organizationId } }];
}

function turnJob(
  turn: string,
  whose: {
    readonly matterId: string;
    readonly organizationId?: string;
    /** An organization that may be no party any more. */
    readonly gone?: string;
  },
): NewJob {
  return { kind: "reminders.turn", key: `turn:${turn}`, payload: { turn, ...whose } };
}

/** Writes the jobs that follow the events of that transaction; returns whether there are any. */
export async function writeFollowUps(
  tx: Transaction,
  at: Date,
  events: readonly AppendedEvent[],
): Promise<boolean> {
  const jobs = events.flatMap((event) => FOLLOW_UPS[event.type]?.(event, at) ?? []);
  for (const event of events) {
    if (isFollowedStep(event.type)) jobs.push(...(await tellFollowers(tx, at, event)));
  }
  for (const job of jobs) await writeJob(tx, at, job);
  return jobs.length > 0;
}
