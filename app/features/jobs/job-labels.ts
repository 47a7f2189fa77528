/** Describes each kind of job for the administrator; unknown kinds are shown by name. */
const JOB_LABELS: Readonly<Record<string, string>> = {
  "mail.reminder": "Send an e-mail about what waits for somebody",
  "mail.answer-not-taken": "Tell somebody that their answer by e-mail was not taken",
  "account.forgotten": "Mail a link to choose a new password",
  "account.told": "Tell somebody by e-mail what was changed in their account",
  "account.address-link": "Mail a link that confirms a change of address",
  "account.own-factor": "Mail a link that proves a sign-in is one’s own",
  "account.administrators": "Find an organization’s administrators, to tell them by e-mail",
  "account.administrator": "Tell an administrator by e-mail what was changed at an organization",
  "webhooks.deliver": "Tell another program what happened, by a webhook",
  "webhooks.switch-off": "Switch off a webhook of which nothing arrives",
  "reminders.ask": "Tell people what a step of a document asks of them",
  "reminders.sweep": "Begin the day’s reminders",
  "reminders.person": "Look through one person’s dates for the day’s reminders",
};

export function jobLabel(kind: string): string {
  return JOB_LABELS[kind] ?? kind;
}
