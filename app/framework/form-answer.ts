import type { Submission, SubmissionResult } from "@conform-to/react";
import type { Refusal, SavedMeanwhile } from "#app/domain/refusal.ts";

/** The field that names which of a page's forms was sent. */
export const INTENT_FIELD = "intent";

/** Shown where a page sends a form that its route does not know. */
export const UNKNOWN_FORM =
  "This page has changed since you opened it. Nothing was saved; load it again and repeat what you did.";

/** The action's answer to a form that did not redirect. */
export interface FormAnswer<T = undefined> {
  /** Which of the page's forms was sent; null where there is only one. */
  readonly intent: string | null;
  /** For conform: the error sentences, and what was typed (without passwords). */
  readonly reply: SubmissionResult<string[]>;
  /** Says what was done, in a sentence; null if it was refused. */
  readonly said: string | null;
  /** Data to show once, such as an invitation's link. */
  readonly show: T | null;
  /**
   * Why the form was not read, if it was not: then the answer contains nothing typed, and a page
   * with scripts keeps its form as it is.
   */
  readonly unread?: string;
  /** The block that the refusal is about, so that the page can link to it. */
  readonly block?: string;
  /** Values that somebody else saved in the fields that both changed. */
  readonly clash?: SavedMeanwhile;
  /** A fingerprint of what the refusal names, for the form to send back. */
  readonly seen?: string;
}

/** The answer to a form that its schema refuses. */
export function unfitAnswer(
  submission: Submission<unknown, string[]>,
  intent: string | null,
): FormAnswer<never> {
  const reply = submission.reply({ hideFields: secretFields(submission) });
  return { intent, reply, said: null, show: null };
}

/** The answer to a refused form: the sentence, errors by field, what was typed. */
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
  const { block, clash, seen } = refusal;
  const more = {
    ...(block === undefined ? {} : { block }),
    ...(clash ? { clash } : {}),
    ...(seen === undefined ? {} : { seen }),
  };
  return { intent, reply, said: null, show: null, ...more };
}

/** The answer to a form that succeeded and stays on its page, emptied. */
export function doneAnswer<T>(
  submission: Submission<unknown, string[]>,
  said: string,
  show: T | null,
  intent: string | null,
): FormAnswer<T> {
  return { intent, reply: submission.reply({ resetForm: true }), said, show };
}

/** The answer to a form that was refused unread because it is too large. */
export function unreadAnswer({ sentence }: Refusal, intent: string | null): FormAnswer<never> {
  const reply: SubmissionResult<string[]> = { status: "error", error: { "": [sentence] } };
  return { intent, reply, said: null, show: null, unread: sentence };
}

/** The fields with passwords and secrets, which are never sent back to the page. */
function secretFields(submission: Submission<unknown, string[]>): string[] {
  return Object.keys(submission.payload).filter((name) => /password|secret/iu.test(name));
}
