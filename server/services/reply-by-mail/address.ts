import { DAY_MS } from "#app/domain/durations.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { hashSecret } from "#server/auth/index.ts";
import type { Database } from "#server/database/index.ts";
import { newReplySecret, replyAddress } from "#server/inbound-mail/settings.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { openGuestsAt } from "#server/services/guests/open.ts";
import type { Resources } from "#server/services/resources.ts";
import { actorByMail } from "./actor.ts";
import { REPLY_DAYS, type ReplyOffer } from "./offer.ts";

/** Days for which it is known after that, so that whoever answers late is told why nothing came of it. */
const KNOWN_DAYS = 60;

/**
 * Makes the address under which one person's answers to one letter about a thread are taken; null where
 * nobody can answer by e-mail, and where they may not write in that thread. The thread's readers are kept
 * with it: what somebody writes for their own organization never reaches all parties (M2).
 */
export async function offerReply(
  { database: { client }, replyByMail, clock }: Resources,
  userId: string,
  threadId: string,
): Promise<ReplyOffer | null> {
  if (!replyByMail) return null;
  const actor = await actorByMail(client, userId);
  if (!actor) return null;
  const thread = await client.thread.findUnique({
    where: { id: threadId },
    include: { document: { include: FOR_SUBJECT } },
  });
  if (!thread) return null;
  const { organizationId } = thread;
  if (!mayComment(actor, subjectOfDocument(thread.document), organizationId).ok) return null;
  const among = actor.memberships.find((place) => place.organizationId === organizationId);
  const secret = newReplySecret();
  const at = clock();
  const guests =
    organizationId === null
      ? await client.guestLink.count({
          where: { documentId: thread.documentId, ...openGuestsAt(at) },
        })
      : 0;
  await client.replyAddress.create({
    data: {
      id: hashSecret(secret),
      threadId,
      userId,
      readers: organizationId ?? "",
      email: actor.email,
      createdAt: at,
      expiresAt: new Date(at.getTime() + REPLY_DAYS * DAY_MS),
    },
  });
  return {
    address: replyAddress(replyByMail.address, secret),
    from: actor.email,
    among: among?.organizationShortName ?? null,
    guests,
  };
}

/** Deletes addresses that have long expired. */
export async function sweepReplyAddresses(
  { client }: Pick<Database, "client">,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - KNOWN_DAYS * DAY_MS);
  await client.replyAddress.deleteMany({ where: { expiresAt: { lt: before } } });
}
