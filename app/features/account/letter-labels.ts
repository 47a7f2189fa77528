import type { MailKind, MailTime } from "#app/domain/mail-preference.ts";
import type { StoppedLetters } from "#server/services/index.ts";

/** Names and descriptions of the kinds of mails. */
export const MAIL_KIND_LABELS: Readonly<
  Record<MailKind, { readonly label: string; readonly hint: string }>
> = {
  "sign-offs": {
    label: "Sign-offs asked of you",
    hint: "When a document is submitted for review.",
  },
  changes: {
    label: "Changes asked for",
    hint: "When a reviewer sends a draft back that you may edit.",
  },
  "changes-met": {
    label: "Changes that you asked for",
    hint: "When a new version is submitted after you asked for changes.",
  },
  "taken-back": {
    label: "What you signed, wrote or were to file",
    hint: "When a version is taken back, a party leaves, the lead changes, or nobody is left who could sign.",
  },
  mentions: {
    label: "Mentions of you, and comments given to you",
    hint: "When a comment beside a text names you or is given to you, on its day, and when one that you gave can’t be done any more.",
  },
  answers: {
    label: "Answers to you",
    hint: "When somebody writes after you beside a text, or is done with a comment that you gave them.",
  },
  suggestions: {
    label: "Your suggestions",
    hint: "When one is accepted or rejected, or other words are accepted in its place.",
  },
  followed: {
    label: "Documents that you follow",
    hint: "When one changes hands, or somebody comments on it.",
  },
  deadlines: {
    label: "Dates that come near",
    hint: "14, 7 and 3 days before a date in your matters, the day before, on the day, and the day after it was missed.",
  },
};

export const MAIL_TIME_LABELS: Readonly<Record<MailTime, string>> = {
  "at-once": "An e-mail for each",
  daily: "One e-mail a day",
  never: "Never",
};

/** The beginning of a sentence. */
export const STOPPED_LABELS: Readonly<Record<StoppedLetters, string>> = {
  "sign-offs": "E-mails about sign-offs that are asked of you",
  changes: "E-mails about changes that are asked for",
  "changes-met": "E-mails about changes that you asked for",
  "taken-back": "E-mails about what becomes of papers that you signed, wrote or were to file",
  mentions: "E-mails about mentions of you, and comments given to you",
  answers: "E-mails about answers to you",
  suggestions: "E-mails about your suggestions",
  followed: "E-mails about documents that you follow",
  deadlines: "E-mails about dates that come near",
  daily: "The daily e-mails",
};
