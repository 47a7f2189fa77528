import type { Actor, Role } from "./actor.ts";

/** What people are told of by mail; stored under these names, which are never given another meaning. */
export const MAIL_KINDS = ["sign-offs", "changes", "deadlines"] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** A letter for each, one letter a day with all of them, or none. */
export const MAIL_TIMES = ["at-once", "daily", "never"] as const;
export type MailTime = (typeof MAIL_TIMES)[number];

export type MailTimes = Readonly<Record<MailKind, MailTime>>;

export function isMailKind(name: string): name is MailKind {
  return (MAIL_KINDS as readonly string[]).includes(name);
}

/** Who acts on deadlines, and so is told of them unasked. */
const ACTS_ON_DEADLINES: readonly Role[] = ["drafter", "staff"];

/**
 * When somebody is told of each kind: as they chose, else what is asked of them at once, and deadlines in
 * one letter a day, where they are drafter or staff anywhere.
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
    deadlines: choice("deadlines") ?? (acts ? "daily" : "never"),
  };
}

/** How many days before a deadline somebody is told of it; -1 is the day after it was missed. */
const LEAD_DAYS = [14, 7, 3, 1, 0, -1] as const;

/**
 * Which of those was reached after `before` and by `now`: the nearest, as a server that stood still for
 * days tells once. Null where none was.
 * @param before days left when it was last looked, more than `now`.
 */
export function leadReached(before: number, now: number): number | null {
  const reached = LEAD_DAYS.filter((lead) => lead < before && lead >= now);
  return reached.at(-1) ?? null;
}
