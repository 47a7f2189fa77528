import type { Submission, SubmissionResult } from "@conform-to/react";
import type { Refusal, SavedMeanwhile } from "#app/domain/refusal.ts";

/** The field that says which of a page's forms was sent. */
export const INTENT_FIELD = "intent";

/** What a page learns of a form that it sent and that did not lead elsewhere. */
export interface FormAnswer<T = undefined> {
  /** Which of the page's forms was sent; null where there is only one. */
  readonly intent: string | null;
  /** For conform: the sentences, and what was typed (without passwords). */
  readonly reply: SubmissionResult<string[]>;
  /** What was done, in a sentence; null if it was refused. */
  readonly said: string | null;
  /** What there is to show once, such as an invitation's link. */
  readonly show: T | null;
  /**
   * Why the form was not even read, where it was not: then nothing typed comes back with the answer,
   * and a page with scripts leaves its form as it is.
   */
  readonly unread?: string;
  /** The block of the text that the refusal is about, so that the page can lead there. */
  readonly block?: string;
  /** What somebody else saved in the fields that both changed. */
  readonly clash?: SavedMeanwhile;
}

/** The answer to a form that does not fit its schema. */
export function unfitAnswer(
  submission: Submission<unknown, string[]>,
  intent: string | null,
): FormAnswer<never> {
  const reply = submission.reply({ hideFields: secretFields(submission) });
  return { intent, reply, said: null, show: null };
}

/** The answer to a form that was refused: the sentence, what is wrong by field, what was typed. */
export function refusedAnswer(
  submission: Submission<unknown, string[]>,
  refusal: Refusal,
  intent: string | null,
): FormAnswer<never> {
  const fieldErrors = Object.fromEntries(
    Object.entries(refusal.fields ?? {}).map(([field, sentence]) => [field, [sentence]]),
  );
  const reply = submission.reply({
    formErrors: [refusal.sentence],
    fieldErrors,
    hideFields: secretFields(submission),
  });
  const { block, clash } = refusal;
  const more = { ...(block === undefined ? {} : { block }), ...(clash ? { clash } : {}) };
  return { intent, reply, said: null, show: null, ...more };
}

/** The answer to a form that did what it should and stays on its page, emptied. */
export function doneAnswer<T>(
  submission: Submission<unknown, string[]>,
  said: string,
  show: T | null,
  intent: string | null,
): FormAnswer<T> {
  return { intent, reply: submission.reply({ resetForm: true }), said, show };
}

/** The answer to a form that was turned away unread, because it is larger than it can be. */
export function unreadAnswer({ sentence }: Refusal, intent: string | null): FormAnswer<never> {
  const reply: SubmissionResult<string[]> = { status: "error", error: { "": [sentence] } };
  return { intent, reply, said: null, show: null, unread: sentence };
}

/** A password is never sent back to the page. */
function secretFields(submission: Submission<unknown, string[]>): string[] {
  return Object.keys(submission.payload).filter((name) => /password/iu.test(name));
}
