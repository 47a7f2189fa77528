import { z } from "zod";
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
