import canonicalize from "canonicalize";
import { FIRST_YEAR, LAST_YEAR } from "#app/domain/clock/calendar.ts";
import { calendarForm, closuresOf } from "#app/domain/forms/calendar.ts";
import { may } from "#app/domain/permissions.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command, workspaceTo } from "#server/services/command.ts";
import type { Resources } from "#server/services/resources.ts";
import { CALENDAR_SETTING, calendarOf, rememberCalendarChange } from "./calendar.ts";

/** The days that every clock excludes, for those who may change them. */
export async function showCalendar(
  { database }: Pick<Resources, "database">,
  actor: Actor,
): Promise<Outcome<ClockCalendar>> {
  const allowed = may(actor, "workspace.set-calendar", {});
  return allowed.ok ? done(await calendarOf(database.client)) : allowed;
}

/**
 * Sets the days, besides holidays, that every clock of the workspace excludes (L3). Where that moves
 * a date, the request's record keeps the earlier answer, and papers that rely on it are named (L16).
 */
export const setCalendar = command({
  on: workspaceTo("workspace.set-calendar"),
  form: calendarForm,
  async run({ tx, at, actor, form, record }) {
    const read = closuresOf(form.closures);
    if ("wrong" in read) {
      return refuse("bad-input", undefined, {
        closures: `“${read.wrong.slice(0, 40)}” is no day. Enter one a line, such as 2025-01-09.`,
      });
    }
    const odd = read.days.find((day) => {
      const year = Number(day.slice(0, 4));
      return year < FIRST_YEAR || year > LAST_YEAR;
    });
    if (odd !== undefined) {
      return refuse("bad-input", undefined, {
        closures: `${odd} lies outside of ${FIRST_YEAR} to ${LAST_YEAR}, for which the holidays are known.`,
      });
    }
    const before = await calendarOf(tx);
    const after: ClockCalendar = { closures: read.days, inaugurationDay: form.inaugurationDay };
    const value = canonicalize(after) ?? "{}";
    if (value === canonicalize(before)) return done();
    const row = { value, changedById: actor.userId, changedAt: at };
    await tx.workspaceSetting.upsert({
      where: { name: CALENDAR_SETTING },
      create: { name: CALENDAR_SETTING, ...row },
      update: row,
    });
    const plain = (calendar: ClockCalendar) => ({
      closures: [...calendar.closures],
      inaugurationDay: calendar.inaugurationDay,
    });
    const sequence = await record({
      type: "workspace.calendar-set",
      details: { before: plain(before), after: plain(after) },
    });
    await rememberCalendarChange(tx, { sequence, by: actor.userId, at });
    return done();
  },
});
