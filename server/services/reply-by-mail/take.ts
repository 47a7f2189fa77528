import type { Actor } from "#app/domain/actor.ts";
import { threadChangeSchema } from "#app/domain/margin/thread-change.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { consumed, countersOn } from "#server/auth/counters.ts";
import { hashSecret } from "#server/auth/index.ts";
import { sha256 } from "#server/digest.ts";
import { headOf, type InboundMail } from "#server/inbound-mail/index.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ReplyByMail } from "#server/services/threads/reply-by-mail.ts";
import { actorByMail } from "./actor.ts";
import { tellNotTaken, type NotTaken } from "./not-taken.ts";

/** Outcomes of a mail; `later`: nothing yet, it is to be handed in again. */
export const ARRIVALS = [
  "taken",
  /** It had come before. */
  "known",
  /** Its sender is told why, once a day. */
  "refused",
  /** To an address of ours that is not known. */
  "unknown",
  /** To no address of ours. */
  "not-ours",
  /** No person wrote it. */
  "automatic",
  /** Nobody can tell who wrote it, or to whom. */
  "unreadable",
  "later",
] as const;
export type Arrival = (typeof ARRIVALS)[number];

/** Answers by e-mail that an hour takes of one person: more than anybody writes. */
const ANSWERS_AN_HOUR = 30;

/** Addresses of ours that are looked up for one mail. */
const MOST_SECRETS = 10;

/** Takes mails that came in, by whichever way. */
export interface ReplyTaker {
  /** @param isWhole whether that is all of the mail; of a larger one its head comes. */
  take(bytes: Uint8Array, isWhole: boolean): Promise<Arrival>;
}

interface ReplyVerbs {
  admit(actor: Actor, documentId: string, bytes: number): Promise<Outcome<void>>;
  reply(actor: Actor, documentId: string, change: ReplyByMail): Promise<Outcome<unknown>>;
}

/**
 * Has an e-mail become an answer in a thread, and nothing else: by the verb of the page, with its rights.
 * It has to go to an address that was given to one person for one thread, come from the address which that
 * letter went to, and be so by the word of the mail server that is trusted. Nobody but the person to whom
 * the address was given is ever written to about it.
 */
export function createReplyTaker(resources: Resources, verbs: ReplyVerbs): ReplyTaker {
  const { database, replyByMail, clock, appUrl } = resources;
  const { client } = database;
  const answers = countersOn(database)("reply-by-mail", {
    points: ANSWERS_AN_HOUR,
    seconds: 3600,
  });

  /** Null for addresses that nobody knows, and for those of several people. */
  async function addressOf({ secrets }: InboundMail) {
    const [address, ...others] = await client.replyAddress.findMany({
      where: { id: { in: secrets.slice(0, MOST_SECRETS).map(hashSecret) } },
      include: { thread: { select: { documentId: true } }, user: { select: { email: true } } },
      orderBy: { id: "asc" },
    });
    const isOnes = others.every(({ userId }) => userId === address?.userId);
    return address && isOnes ? address : null;
  }
  type Address = NonNullable<Awaited<ReturnType<typeof addressOf>>>;

  /** Why it is not taken from that sender; null where it is theirs and in time. */
  function problemOf(mail: InboundMail, address: Address): NotTaken["why"] | null {
    if (mail.from !== address.email || address.email !== address.user.email) return "other-sender";
    if (!mail.isAuthentic) return "unproved";
    // Whoever answers two letters at once means neither thread for sure.
    if (mail.secrets.length > 1) return "several";
    return address.expiresAt <= clock() ? "expired" : null;
  }

  /** @param readWhole reads the rest, once it is known to be theirs: what strangers send costs little. */
  async function answer(
    head: InboundMail,
    address: Address,
    readWhole: (name: string) => Promise<Outcome<InboundMail | null>>,
  ): Promise<Arrival> {
    const { userId, threadId } = address;
    const { documentId } = address.thread;
    const refused = async (why: NotTaken["why"], sentence: string | null = null) => {
      await tellNotTaken(resources, { why, sentence, userId, threadId, documentId });
      return "refused" as const;
    };
    const problem = problemOf(head, address);
    if (problem) return refused(problem);
    // However often one has to be handed in again, it is one answer.
    const later = async () => {
      await answers.reward(userId);
      return "later" as const;
    };
    if ((await consumed(answers, userId)) > ANSWERS_AN_HOUR) return refused("too-often");
    const actor = await actorByMail(client, userId);
    if (!actor) return refused("more-than-a-mailbox");
    const whole = await readWhole(actor.name);
    if (!whole.ok) return later();
    const mail = whole.value;
    if (!mail || mail.words === null) return refused("too-long");
    if (mail.words === "") return refused("no-words");
    const commentId = idOf(address, mail);
    const known = await client.comment.findUnique({
      where: { id: commentId },
      select: { id: true },
    });
    if (known) return "known";
    const read = threadChangeSchema.safeParse({
      do: "reply",
      threadId,
      commentId,
      text: mail.words,
      mentions: [],
      organizationId: address.readers === "" ? null : address.readers,
    });
    if (!read.success || read.data.do !== "reply") {
      return refused("refused", read.error?.issues[0]?.message ?? null);
    }
    const change = { ...read.data, byMail: { wasCut: mail.wasCut || mail.files > 0 } };
    const admitted = await verbs.admit(actor, documentId, Buffer.byteLength(change.text));
    const outcome = admitted.ok ? await verbs.reply(actor, documentId, change) : admitted;
    if (!outcome.ok) {
      const { code, sentence } = outcome.refusal;
      if (code === "unavailable" || code === "too-many-tries") return later();
      return code === "conflict" ? refused("other-readers") : refused("refused", sentence);
    }
    if (mail.files > 0) {
      await tellNotTaken(resources, { why: "files", sentence: null, userId, threadId, documentId });
    }
    return "taken";
  }

  return {
    async take(bytes, isWhole) {
      if (!replyByMail) return "not-ours";
      const { reader, address: pattern, authservId } = replyByMail;
      // Without an address of our own, there are no letters to answer.
      if (appUrl === null) return "not-ours";
      const of = { address: pattern, authservId };
      const read = await reader.read({
        ...of,
        bytes: headOf(bytes),
        isWhole: false,
        letters: { appUrl, name: null },
      });
      if (!read.ok) return "later";
      const head = read.value;
      if (!head) return "unreadable";
      if (head.secrets.length === 0) return "not-ours";
      const address = await addressOf(head);
      if (!address) return "unknown";
      if (head.isAutomatic) return "automatic";
      return answer(head, address, (name) =>
        reader.read({ ...of, bytes, isWhole, letters: { appUrl, name } }),
      );
    },
  };
}

/**
 * One mail to one person's address of a thread is one comment, whichever process takes it, by whichever
 * way and however often.
 */
function idOf(
  { threadId, userId }: { readonly threadId: string; readonly userId: string },
  { id }: InboundMail,
): string {
  const hex = sha256(JSON.stringify(["reply-by-mail", threadId, userId, id]));
  // An id of our own making (RFC 9562, version 8).
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}
