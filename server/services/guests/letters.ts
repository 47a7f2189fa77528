import * as z from "zod";
import { listed } from "#app/domain/listed.ts";
import { may } from "#app/domain/permissions.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import type { Transaction } from "#server/database/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { openGuestLink, type OpenGuestLink } from "./open.ts";

const answeredPayload = z.object({ linkId: z.string(), commentId: z.string() });

/** Tells a guest of an answer, without a word of it, where their link still opens and they want that. */
export async function mailGuestAnswered(resources: Resources, job: TakenJob): Promise<void> {
  const { linkId, commentId } = answeredPayload.parse(job.payload);
  const { client } = resources.database;
  const link = await linkOfHearing(resources, linkId);
  if (!link) return;
  const comment = await client.comment.findUnique({
    where: { id: commentId },
    include: { thread: { select: { organizationId: true, documentId: true } } },
  });
  if (!comment || comment.removedAt !== null) return;
  const { thread, authorId } = comment;
  // A thread that was one organization's is none of theirs.
  if (thread.organizationId !== null || thread.documentId !== link.documentId) return;
  const author = await client.user.findUnique({ where: { id: authorId }, select: { name: true } });
  await mailTo(resources, job, link, {
    subject: "There is an answer to your comment",
    words: `${author?.name ?? "Somebody"} answered where you commented, beside the document that you may read.`,
    label: "Read it",
  });
}

const decidedPayload = z.object({ linkId: z.string(), since: z.string(), until: z.string() });

/** Tells a guest what became of what they proposed, without a word of it. */
export async function mailGuestDecided(resources: Resources, job: TakenJob): Promise<void> {
  const { linkId, since, until } = decidedPayload.parse(job.payload);
  const { client } = resources.database;
  const link = await linkOfHearing(resources, linkId);
  if (!link) return;
  const { userId, documentId } = link;
  const decided = await client.suggestion.groupBy({
    by: ["state"],
    where: {
      thread: { documentId, createdById: userId, organizationId: null },
      state: { in: ["accepted", "rejected"] },
      decidedAt: { gte: new Date(since), lt: new Date(until) },
    },
    _count: true,
    orderBy: { state: "asc" },
  });
  // Opened again meanwhile.
  if (decided.length === 0) return;
  const how = listed(decided.map(({ state, _count }) => `${_count} ${state}`));
  await mailTo(resources, job, link, {
    subject: "What you proposed was decided on",
    words: `Of what you proposed in the document that you may read: ${how}.`,
    label: "See it",
  });
}

/** The link of a guest that still opens, where they want to be told; else null. */
async function linkOfHearing(resources: Resources, linkId: string) {
  const { database, clock } = resources;
  if (!mailsLinks(resources)) return null;
  const open = await openGuestLink(database.client, { id: linkId }, clock());
  const use = await database.client.guestUse.findUnique({ where: { linkId } });
  return open && use?.hearsAnswers ? open.link : null;
}

async function mailTo(
  { mail, appUrl }: Resources,
  { key }: TakenJob,
  { id, name, email }: OpenGuestLink["link"],
  { subject, words, label }: Readonly<Record<"subject" | "words" | "label", string>>,
): Promise<void> {
  const link = new URL(`/shared/${id}`, appUrl ?? undefined).href;
  const posted = await mail.send({
    to: { name, address: email },
    ...accountLetter(name, subject, [words, { label, link }, ON_THE_PAGE]),
    key,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}

const ON_THE_PAGE =
  "Where the page does not open, open the link of the invitation, which mails you a code. On the page you say whether you want such e-mails.";

const invitedPayload = z.object({ linkId: z.string(), by: z.string().nullable() });
const toldPayload = invitedPayload.extend({ userId: z.string() });

/** A letter for each administrator of the parties: somebody from outside reads their text. */
export async function tellOfGuest(
  { database: { client } }: Resources,
  job: TakenJob,
): Promise<(tx: Transaction, at: Date) => Promise<void>> {
  const { linkId, by } = invitedPayload.parse(job.payload);
  const link = await client.guestLink.findUnique({ where: { id: linkId } });
  const document = link && (await loadDocument(client, link.documentId));
  const places = document
    ? await client.membership.findMany({
        where: {
          organizationId: { in: [...document.subject.matter.partyIds] },
          roles: { some: { role: "admin" } },
        },
        select: { userId: true },
        orderBy: { userId: "asc" },
      })
    : [];
  const people = [...new Set(places.map(({ userId }) => userId))];
  return async (tx, at) => {
    for (const userId of people) {
      await writeJob(tx, at, {
        kind: "guests.told",
        key: `guests.told:${linkId}:${userId}`,
        payload: { linkId, by, userId },
      });
    }
  };
}

/** Tells one of them, while they administer a party and the link is open. Whoever invited is told, too: it may have been done in their name. */
export async function mailOfGuest(resources: Resources, job: TakenJob): Promise<void> {
  const { linkId, by, userId } = toldPayload.parse(job.payload);
  const { database, mail, appUrl, clock } = resources;
  const { client } = database;
  if (!mailsLinks(resources)) return;
  const open = await openGuestLink(client, { id: linkId }, clock());
  const person = await client.user.findUnique({
    where: { id: userId },
    include: { memberships: { include: { roles: true } } },
  });
  if (!open || !person || person.unconfirmed) return;
  const { partyIds } = open.document.subject.matter;
  const administers = person.memberships.some(
    ({ organizationId, roles }) =>
      partyIds.has(organizationId) && roles.some(({ role }) => role === "admin"),
  );
  if (!administers) return;
  const inviter = by === null ? null : await client.user.findUnique({ where: { id: by } });
  const who = by === userId ? "Somebody who is signed in as you" : (inviter?.name ?? "Somebody");
  const what = may(open.actor, "document.comment", { document: open.document.subject }).ok
    ? "read and comment on"
    : "read";
  const path = `/documents/${open.link.documentId}/guests`;
  const posted = await mail.send({
    to: { name: person.name, address: person.email },
    ...accountLetter(person.name, `A guest may ${what} “${open.document.row.title}”`, [
      `${who} let ${open.actor.name} ${what} “${open.document.row.title}” by a link. You are told as an administrator of one of the matter’s parties.`,
      {
        label: "See who can see it, and end the link",
        link: new URL(path, appUrl ?? undefined).href,
      },
    ]),
    key: job.key,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}
