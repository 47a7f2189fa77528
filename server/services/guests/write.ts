import canonicalize from "canonicalize";
import type * as z from "zod";
import {
  guestCommentForm,
  guestMailForm,
  guestRemoveForm,
  guestReplyForm,
  guestSuggestForm,
  guestWithdrawForm,
} from "#app/domain/forms/guest.ts";
import { THREADS_OF_GUEST } from "#app/domain/guest.ts";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { consumed } from "#server/auth/counters.ts";
import { idOf } from "#server/id-of.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ThreadChanges } from "#server/services/threads/change.ts";
import type { GuestCounters } from "./counters.ts";
import type { OpenGuestLink } from "./open.ts";
import { placeOf, plainParagraph, textForGuest, withText } from "./paragraphs.ts";
import { FROZEN } from "./read.ts";
import { guestCookie, guestSecretIn, guestSitting, type GuestRequest } from "./sitting.ts";

/**
 * Guests' writing: the same changes as from a desk, by the same verbs and within the same limits. A form
 * sent twice is kept once. All forms of a page have its key, and a page may send several before it is
 * loaded anew, so an id is of the key and the words: other words are never taken for those sent before.
 */
interface GuestWriting {
  readonly resources: Resources;
  readonly threads: ThreadChanges;
  readonly counters: Pick<GuestCounters, "written" | "dailyWritten">;
}

/** Reads a guest's form, for a browser that has shown the code. */
async function written<F extends z.ZodType>(
  resources: Resources,
  request: GuestRequest,
  schema: F,
  sent: unknown,
): Promise<Outcome<{ readonly open: OpenGuestLink; readonly form: z.output<F> }>> {
  const open = await guestSitting(resources, request);
  if (!open.ok) return open;
  const form = readForm(schema, sent);
  return form.ok ? done({ open: open.value, form: form.value }) : form;
}

/** Does one change of a thread as that guest. Rights are asked by its verb. */
async function change(
  writing: GuestWriting,
  open: OpenGuestLink,
  thread: ThreadChange,
): Promise<Outcome<void>> {
  const { threads } = writing;
  const { actor, document } = open;
  const room = await roomFor(writing, open, thread);
  if (!room.ok) return room;
  const sent = Buffer.from(JSON.stringify(thread));
  const documentId = document.row.id;
  const admitted = await threads.admit(actor, documentId, sent.byteLength);
  if (!admitted.ok) return admitted;
  const changed = await threads.change(actor, documentId, sent);
  return changed.ok ? done() : changed;
}

/**
 * Whether a guest may write that much: somebody from outside neither fills the room of the parties beside
 * their text, nor has letter after letter mailed to them. What they take back is never refused.
 */
async function roomFor(
  { resources, counters }: GuestWriting,
  { link, actor, document }: OpenGuestLink,
  thread: ThreadChange,
): Promise<Outcome<void>> {
  if (thread.do !== "begin" && thread.do !== "reply") return done();
  if (thread.do === "begin") {
    const own = { documentId: document.row.id, createdById: actor.userId };
    const { thread: rows } = resources.database.client;
    // Sent again, it is kept once, and takes no more room.
    const begun = await rows.count({ where: { ...own, id: { not: thread.threadId } } });
    if (begun >= THREADS_OF_GUEST) return refuse("too-large", FULL);
  }
  if ((await consumed(counters.written, link.id)) === Infinity) {
    return refuse("too-many-tries", MUCH_WITHIN("an hour"));
  }
  if ((await consumed(counters.dailyWritten, link.id)) === Infinity) {
    return refuse("too-many-tries", MUCH_WITHIN("a day"));
  }
  return done();
}

export async function commentAsGuest(
  writing: GuestWriting,
  request: GuestRequest,
  sent: unknown,
): Promise<Outcome<void>> {
  const { resources } = writing;
  const read = await written(resources, request, guestCommentForm, sent);
  if (!read.ok) return read;
  const { open, form } = read.value;
  const allowed = mayWrite(open);
  if (!allowed.ok) return allowed;
  const text = form.blockId === undefined ? null : await textForGuest(resources, open);
  if (text && !text.ok) return text;
  const place = text ? placeOf(text.value, form.blockId) : done({ in: "document" } as const);
  if (!place.ok) return place;
  const id = idOf(open.link.id, "comment", form.key, form.blockId ?? "", form.text);
  return change(writing, open, {
    do: "begin",
    threadId: id,
    commentId: id,
    place: place.value,
    organizationId: null,
    text: form.text,
    mentions: [],
    suggestion: null,
  });
}

export async function replyAsGuest(
  writing: GuestWriting,
  request: GuestRequest,
  sent: unknown,
): Promise<Outcome<{ readonly threadId: string }>> {
  const read = await written(writing.resources, request, guestReplyForm, sent);
  if (!read.ok) return read;
  const { open, form } = read.value;
  const { key, threadId, text } = form;
  const changed = await change(writing, open, {
    do: "reply",
    threadId,
    commentId: idOf(open.link.id, "reply", key, threadId, text),
    text,
    mentions: [],
    organizationId: null,
  });
  return changed.ok ? done({ threadId }) : changed;
}

/** Takes one's own comment back. */
export async function removeAsGuest(
  writing: GuestWriting,
  request: GuestRequest,
  sent: unknown,
): Promise<Outcome<void>> {
  const read = await written(writing.resources, request, guestRemoveForm, sent);
  if (!read.ok) return read;
  return change(writing, read.value.open, { do: "remove", ...read.value.form });
}

/** Takes one's own suggestion back. */
export async function withdrawAsGuest(
  writing: GuestWriting,
  request: GuestRequest,
  sent: unknown,
): Promise<Outcome<void>> {
  const read = await written(writing.resources, request, guestWithdrawForm, sent);
  if (!read.ok) return read;
  return change(writing, read.value.open, { do: "withdraw", ...read.value.form });
}

/** Proposes other words for one paragraph of the draft, as it stood on the page. */
export async function suggestAsGuest(
  writing: GuestWriting,
  request: GuestRequest,
  sent: unknown,
): Promise<Outcome<void>> {
  const { resources } = writing;
  const read = await written(resources, request, guestSuggestForm, sent);
  if (!read.ok) return read;
  const { open, form } = read.value;
  const allowed = mayWrite(open);
  if (!allowed.ok) return allowed;
  if (open.document.subject.status !== "draft") return refuse("frozen", FROZEN);
  const text = await textForGuest(resources, open);
  if (!text.ok) return text;
  const paragraph = plainParagraph(text.value, form.blockId);
  if (!paragraph.ok) return paragraph;
  if (paragraph.value.seen !== form.seen) return refuse("stale", CHANGED);
  const place = placeOf(text.value, form.blockId);
  if (!place.ok) return place;
  const proposed = withText(paragraph.value, form.words);
  if (canonicalize(proposed) === canonicalize(paragraph.value.block)) {
    return refuse("bad-input", SAME, { words: SAME });
  }
  const { key, blockId, words, text: why = "" } = form;
  const id = idOf(open.link.id, "suggest", key, blockId, words, why);
  return change(writing, open, {
    do: "begin",
    threadId: id,
    commentId: id,
    place: place.value,
    organizationId: null,
    text: why,
    mentions: [],
    suggestion: { base: [paragraph.value.block], proposed: [proposed] },
  });
}

function mayWrite({ actor, document }: OpenGuestLink): Outcome<void> {
  return may(actor, "document.comment", { document: document.subject });
}

/** Whether answers are mailed to them. */
export async function setGuestMail(
  resources: Resources,
  request: GuestRequest,
  sent: unknown,
): Promise<Outcome<void>> {
  const read = await written(resources, request, guestMailForm, sent);
  if (!read.ok) return read;
  const { link } = read.value.open;
  const hearsAnswers = read.value.form.hears === true;
  await resources.database.writeUnaudited(link.userId, (tx) =>
    tx.guestUse.update({ where: { linkId: link.id }, data: { hearsAnswers } }),
  );
  return done();
}

/** Closes the document in this browser: the next opening asks for a code again. */
export async function leaveAsGuest(
  { auth }: Resources,
  { cookies, linkId }: GuestRequest,
): Promise<Outcome<{ readonly cookie: string }>> {
  const isSecure = auth.secureCookies;
  const secret = guestSecretIn(cookies, linkId, isSecure);
  if (secret !== null) await auth.ceremonies.take("guest", secret);
  return done({ cookie: guestCookie(linkId, "", { isSecure, minutes: 0 }) });
}

const CHANGED =
  "Somebody changed this paragraph since you opened it. Nothing was sent; copy your words, load the page again, and propose them for the paragraph as it stands now.";
const FULL = `A guest begins ${THREADS_OF_GUEST} comments and suggestions beside a document at most. Nothing was sent; copy your words, and answer one of yours with them.`;
const MUCH_WITHIN = (time: string) =>
  `That is as much as a guest can write within ${time}. Nothing was sent; copy your words, and send them later.`;
const SAME = "These are the words that stand there. Nothing was sent; change some of them first.";
