import * as z from "zod";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The name of its row. */
export const CALENDAR_SETTING = "clock-calendar";

const stored = z.object({
  closures: z.array(z.string().refine(isIsoDate)),
  inaugurationDay: z.boolean(),
});

/** The days, besides holidays, that every clock excludes; both switches are off by default (L3). */
export async function calendarOf(client: PrismaClient | Transaction): Promise<ClockCalendar> {
  const row = await client.workspaceSetting.findUnique({ where: { name: CALENDAR_SETTING } });
  return row ? stored.parse(JSON.parse(row.value)) : { closures: [], inaugurationDay: false };
}

/** The name of the row with the changes of that calendar: the numbers of their audit lines. */
const CHANGES_SETTING = "clock-calendar-changes";

/** How many changes are remembered, the latest; each counts every shown clock twice more. */
const MAX_CHANGES = 20;

const sequences = z.array(z.number().int());

async function changeLines(client: PrismaClient | Transaction): Promise<number[]> {
  const row = await client.workspaceSetting.findUnique({ where: { name: CHANGES_SETTING } });
  return row ? sequences.parse(JSON.parse(row.value)) : [];
}

/** Remembers a change of the calendar by the number of its audit line. */
export async function rememberCalendarChange(
  tx: Transaction,
  { sequence, by, at }: { readonly sequence: number; readonly by: string; readonly at: Date },
): Promise<void> {
  const lines = [...(await changeLines(tx)), sequence].slice(-MAX_CHANGES);
  const row = { value: JSON.stringify(lines), changedById: by, changedAt: at };
  await tx.workspaceSetting.upsert({
    where: { name: CHANGES_SETTING },
    create: { name: CHANGES_SETTING, ...row },
    update: row,
  });
}

/** A change of the calendar that every clock is counted with. */
interface CalendarChange {
  readonly at: Date;
  readonly before: ClockCalendar;
  readonly after: ClockCalendar;
}

const changed = z.object({ before: stored, after: stored });

/** The remembered changes of the calendar, oldest first, from the audit record. */
export async function calendarChanges(
  client: PrismaClient | Transaction,
): Promise<CalendarChange[]> {
  const known = await changeLines(client);
  if (known.length === 0) return [];
  const lines = await client.auditEvent.findMany({
    where: { sequence: { in: known }, type: "workspace.calendar-set" },
    orderBy: { sequence: "asc" },
    select: { at: true, details: true },
  });
  return lines.map(({ at, details }) => ({ at, ...changed.parse(JSON.parse(details)) }));
}
