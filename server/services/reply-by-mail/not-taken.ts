import * as z from "zod";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { loadActor } from "#server/auth/index.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Resources } from "#server/services/resources.ts";
import { REPLY_DAYS } from "./offer.ts";

const REASONS = [
  "other-sender",
  "unproved",
  "expired",
  "several",
  "other-readers",
  "too-long",
  "no-words",
  "too-often",
  "more-than-a-mailbox",
  "refused",
  "files",
] as const;

const notTakenPayload = z.object({
  why: z.enum(REASONS),
  /** Of what was refused: the verb's own. */
  sentence: z.string().nullable(),
  userId: z.string(),
  threadId: z.string(),
  documentId: z.string(),
});

/** Why an e-mail did not become an answer, or not all of it. */
export type NotTaken = z.output<typeof notTakenPayload>;

/**
 * Tells the person to whom an address was given that an answer was not taken: once a day, whatever comes,
 * so that nobody can have them flooded with letters.
 */
export async function tellNotTaken(
  { database: { client }, clock, jobs }: Pick<Resources, "database" | "clock" | "jobs">,
  payload: NotTaken,
): Promise<void> {
  const at = clock();
  const written = await writeJob(client, at, {
    kind: "mail.answer-not-taken",
    key: `mail:answer-not-taken:${payload.userId}:${dateOfFilings(at)}`,
    payload,
  });
  if (written) jobs.wake();
}

/** Sends that letter. It has no word of the answer, of the document or of the thread. */
export async function mailNotTaken(resources: Resources, job: TakenJob): Promise<void> {
  const { why, sentence, userId, threadId, documentId } = notTakenPayload.parse(job.payload);
  const { database, mail, appUrl } = resources;
  if (!mail.configured || appUrl === null) return;
  const actor = await loadActor(database.client, userId);
  const isReached = actor?.memberships.some(({ roles }) => roles.size > 0);
  if (!actor || actor.unconfirmed === true || !isReached) return;
  const text = [
    `Dear ${actor.name},`,
    sentence === null || why !== "refused" ? SENTENCES[why] : `${NOT_TAKEN} ${sentence} ${COPY}`,
    `${why === "several" ? "A conversation that it may answer" : "The conversation"}: ${new URL(`/documents/${documentId}#thread-${threadId}`, appUrl).href}`,
    "If more of your answers are not taken today, no further e-mail says so: what was taken stands in its conversation. This e-mail can’t be answered.",
  ].join("\n\n");
  const posted = await mail.send({
    to: { name: actor.name, address: actor.email },
    subject: why === "files" ? FILES_SUBJECT : SUBJECT,
    text: `${text}\n`,
    key: job.key,
    isAutomatic: true,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}

const SUBJECT = "Your answer by e-mail was not taken";
const FILES_SUBJECT = "The files of your answer by e-mail were left out";
const NOT_TAKEN = "An answer by e-mail to a conversation beside a document was not taken.";
const COPY = "Copy your words from the e-mail that you sent, and write them in the conversation.";

const SENTENCES: Readonly<Record<NotTaken["why"], string>> = {
  "other-sender": `${NOT_TAKEN} It came from another address than the one that our e-mail went to. If it was yours, send it again from the address of your account; if it was not, somebody has one of our e-mails to you: sign out everywhere on your account page, which ends all addresses for answers.`,
  unproved: `${NOT_TAKEN} It says that it comes from you, and the mail server that took it could not confirm that (DMARC). If it was yours: ${COPY} Whoever runs your mail can mend it. If it was not, nothing has to be done.`,
  expired: `${NOT_TAKEN} It answers an e-mail that is more than ${REPLY_DAYS} days old, or from before you signed out everywhere or chose a new password. ${COPY}`,
  several: `${NOT_TAKEN} It went to several of our addresses for answers at once, and nobody can tell which e-mail it answers. ${COPY}`,
  "other-readers": `${NOT_TAKEN} Other people can read the conversation now than the e-mail said. Look who reads it. ${COPY}`,
  "too-long": `${NOT_TAKEN} It is too long to be looked through for your own words. ${COPY}`,
  "no-words": `${NOT_TAKEN} Nothing was left of it once quoted text and the signature were taken away. If you wrote beneath a line of dashes or among the quoted lines, write above them.`,
  "too-often": `${NOT_TAKEN} More came from you within an hour than anybody writes. ${COPY}`,
  "more-than-a-mailbox": `${NOT_TAKEN} It takes more than your mailbox to sign in as you, by your own choice or your organization’s, so answers by e-mail are not taken. ${COPY}`,
  refused: `${NOT_TAKEN} You may no longer write there, or it can’t be kept as it is. ${COPY}`,
  files: `Your words stand in the conversation. Files are not taken by e-mail, so those that were attached were left out; a conversation holds words (at most ${MARGIN_LIMITS.comment} characters a comment) alone. Put files where they belong: beside an entry of the agency record, or as exhibits.`,
};
