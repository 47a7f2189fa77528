import type { Actor, Role } from "./actor.ts";

/** The kinds of mail; stored under these names, which never change their meaning. */
export const MAIL_KINDS = [
  "sign-offs",
  "changes",
  "changes-met",
  "taken-back",
  "mentions",
  "answers",
  "suggestions",
  "followed",
  "deadlines",
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** One mail for each event, one a day with all of them, or none. */
export const MAIL_TIMES = ["at-once", "daily", "never"] as const;
export type MailTime = (typeof MAIL_TIMES)[number];

export type MailTimes = Readonly<Record<MailKind, MailTime>>;

export function isMailKind(name: string): name is MailKind {
  return (MAIL_KINDS as readonly string[]).includes(name);
}

/** Roles that act on deadlines, and are therefore notified by default. */
const ACTS_ON_DEADLINES: readonly Role[] = ["drafter", "staff"];

/**
 * When each kind is sent: as chosen; by default requests and what people say at once, what they follow in one mail
 * a day, and so deadlines for drafters and staff of any organization.
 */
export function mailTimes(
  actor: Pick<Actor, "memberships">,
  chosen: readonly { readonly kind: string; readonly how: string }[],
): MailTimes {
  const acts = actor.memberships.some(({ roles }) =>
    ACTS_ON_DEADLINES.some((role) => roles.has(role)),
  );
  const choice = (kind: MailKind) => {
    const row = chosen.find((one) => one.kind === kind);
    return MAIL_TIMES.find((time) => time === row?.how);
  };
  return {
    "sign-offs": choice("sign-offs") ?? "at-once",
    changes: choice("changes") ?? "at-once",
    "changes-met": choice("changes-met") ?? "at-once",
    "taken-back": choice("taken-back") ?? "at-once",
    mentions: choice("mentions") ?? "at-once",
    answers: choice("answers") ?? "at-once",
    suggestions: choice("suggestions") ?? "at-once",
    followed: choice("followed") ?? "daily",
    deadlines: choice("deadlines") ?? (acts ? "daily" : "never"),
  };
}

/** Days before a deadline on which a mail is sent; -1 is the day after it was missed. */
const LEAD_DAYS = [14, 7, 3, 1, 0, -1] as const;

/**
 * The lead day that was reached after `before` and by `now`: only the nearest, so that a server
 * that was down for days sends one mail. Null for none.
 * @param before days left at the last check, more than `now`.
 */
export function leadReached(before: number, now: number): number | null {
  const reached = LEAD_DAYS.filter((lead) => lead < before && lead >= now);
  return reached.at(-1) ?? null;
}
