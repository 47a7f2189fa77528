import { DAY_MS } from "#app/domain/durations.ts";
import { deadlineDayText, type Deadline } from "#app/domain/deadlines/deadline.ts";
import { isMissed, type MissedDecision } from "#app/domain/deadlines/missed.ts";
import { entryOfDeadline, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { Actor } from "#app/domain/actor.ts";
import {
  missedForm,
  remindOfMissedForm,
  settleMissedForm,
} from "#app/domain/forms/missed-deadline.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { headOf } from "#server/services/audit/append.ts";
import { command, unaudited } from "#server/services/command.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Instant } from "#server/services/instant.ts";
import { lastLineOf } from "#server/services/matters/last-line.ts";
import { matterFor, matterTo } from "#server/services/matters/load.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { countDeadlines } from "./load.ts";

/** The days of a matter that an agency or the other side missed. */
export interface MissedView {
  readonly matter: MatterName;
  readonly missed: readonly {
    readonly entry: WaitingEntry;
    /** ISO day on which the reader wants to be told again; null for no reminder. */
    readonly remindOn: string | null;
  }[];
  readonly settled: readonly {
    readonly entry: WaitingEntry;
    readonly decision: MissedDecision;
    readonly reason: string;
    /** Null where they have left. */
    readonly by: string | null;
    readonly at: Instant;
  }[];
  /** The first ISO day for a reminder. */
  readonly tomorrow: string;
  readonly may: { readonly settle: boolean };
}

/** The missed days of a matter, with what was decided about them. */
export async function showMissed(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<MissedView>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const today = dateOfFilings(clock());
  const { deadlines, aside } = await countDeadlines(client, actor, today, row.id);
  const all = deadlines
    .filter((deadline) => isMissed(deadline, today))
    .map((deadline) => ({ entry: entryOfDeadline(deadline, today), ...aside(deadline) }));
  const settledBy = all.flatMap(({ settled }) => settled?.byId ?? []);
  const people = await personTags(client, settledBy, subject.partyIds);
  return done({
    matter: { slug: row.slug, title: row.title },
    missed: all
      .filter(({ settled }) => settled === null)
      .map(({ entry, remindOn }) => ({ entry, remindOn })),
    settled: all.flatMap(({ entry, settled }) => {
      if (!settled) return [];
      const { decision, reason, byId, at } = settled;
      const by = people.get(byId)?.name ?? null;
      return [{ entry, decision, reason, by, at: at.toISOString() }];
    }),
    tomorrow: dayAfter(today),
    may: { settle: may(actor, "agency-record.record", { matter: subject }).ok },
  });
}

/** The next thing of a matter, and how many days the agency missed; for the matter's own page. */
export interface MatterDueView {
  /** The next thing that is due, ours that are late first; null for nothing. */
  readonly next: WaitingEntry | null;
  readonly missed: number;
}

export async function matterDue(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<MatterDueView>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const today = dateOfFilings(clock());
  const { deadlines, aside } = await countDeadlines(client, actor, today, found.value.row.id);
  const open = deadlines.filter((deadline) => aside(deadline).settled === null);
  const next = open.find((deadline) => !isMissed(deadline, today));
  return done({
    next: next ? entryOfDeadline(next, today) : null,
    missed: open.filter((deadline) => isMissed(deadline, today)).length,
  });
}

/** A missed day, and the last line of its matter's record before it was counted. */
interface MissedAt {
  readonly deadline: Deadline;
  readonly head: number;
}

/**
 * Decides for the matter that a missed day is recorded elsewhere or not pursued: nobody is told of it any
 * more, until the record changes or it is taken back. Refuses `stale` where it is no longer missed, or
 * another day by now.
 */
export const settleMissed = command({
  on: matterTo("agency-record.record"),
  form: settleMissedForm,
  async prepare({ resources, actor, found: { row }, form }): Promise<Outcome<MissedAt>> {
    const head = await lastLineOf(resources.database.client, row.id);
    const asked = { matterId: row.id, key: form.deadline };
    const missed = await missedDeadline(resources, actor, asked);
    if (!missed.ok) return missed;
    const deadline = missed.value;
    return deadline.due === form.due ? done({ deadline, head }) : refuse("stale", MOVED);
  },
  async run({ tx, at, actor, found: { row }, form, prepared: { deadline, head }, record }) {
    // Something may have been recorded since the days were counted, outside of this transaction.
    if ((await lastLineOf(tx, row.id)) !== head) return refuse("stale", MOVED);
    const { decision, reason } = form;
    const { key, due, what, place } = deadline;
    const recordedAs = await record({
      type: "deadline.settled",
      details: { deadline: key, due, what, decision, reason },
      ...(place.of === "paper" ? { documentId: place.documentId } : {}),
    });
    const decided = { due, decision, reason, byId: actor.userId, at, recordedAs };
    await tx.settledDeadline.upsert({
      where: { matterId_deadline: { matterId: row.id, deadline: key } },
      create: { matterId: row.id, deadline: key, ...decided },
      update: decided,
    });
    return done({ said: `${what}, ${deadlineDayText(deadline)}` });
  },
});

/** Takes such a decision back. */
export const unsettleMissed = command({
  on: matterTo("agency-record.record"),
  form: missedForm,
  async run({ tx, found: { row }, form: { deadline }, record }) {
    const where = { matterId_deadline: { matterId: row.id, deadline } };
    const decided = await tx.settledDeadline.findUnique({ where });
    if (!decided) return refuse("stale");
    await record({ type: "deadline.taken-up", details: { deadline, due: decided.due } });
    await tx.settledDeadline.delete({ where });
    return done();
  },
});

/** Keeps the day on which the actor wants to be told of it again. */
export const remindOfMissed = unaudited({
  on: matterTo("matter.view"),
  form: remindOfMissedForm,
  prepare: ({ resources, actor, found: { row }, form }) =>
    missedDeadline(resources, actor, { matterId: row.id, key: form.deadline }),
  async run({ tx, at, actor, found: { row }, form: { deadline, until } }) {
    if (until <= dateOfFilings(at)) {
      return refuse("bad-input", undefined, { until: "Choose a day after today." });
    }
    const { userId } = actor;
    const { sequence: seen } = await headOf(tx);
    const words = { matterId: row.id, until, seen };
    await tx.deadlineReminder.upsert({
      where: { userId_deadline: { userId, deadline } },
      create: { userId, deadline, ...words },
      update: words,
    });
    return done();
  },
});

/** Drops the actor's reminder. */
export const forgetMissed = unaudited({
  on: matterTo("matter.view"),
  form: missedForm,
  async run({ tx, actor: { userId }, found: { row }, form: { deadline } }) {
    await tx.deadlineReminder.deleteMany({ where: { userId, deadline, matterId: row.id } });
    return done();
  },
});

async function missedDeadline(
  { database: { client }, clock }: Resources,
  actor: Actor,
  { matterId, key }: { readonly matterId: string; readonly key: string },
): Promise<Outcome<Deadline>> {
  const today = dateOfFilings(clock());
  const { deadlines } = await countDeadlines(client, actor, today, matterId);
  const found = deadlines.find((deadline) => deadline.key === key && isMissed(deadline, today));
  return found ? done(found) : refuse("stale", NOT_MISSED);
}

const NOT_MISSED =
  "This day is no longer open in the record, so nothing was changed. Load the page again to see what is.";

const MOVED =
  "Something was recorded in this matter since you looked, and this day may be another one now. Nothing was settled; load the page again, and settle it then.";

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
