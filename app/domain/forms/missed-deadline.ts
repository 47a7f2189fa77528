import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { MISSED_DECISIONS } from "#app/domain/deadlines/missed.ts";
import { line, paragraphs } from "./fields.ts";

/** A key that the page put into the form (app/domain/deadlines/deadline.ts). */
const deadline = line("Choose a date that was missed.", 400);

/** Decide for a matter that a day the agency missed is due no more. */
export const settleMissedForm = z.object({
  deadline,
  /** The day that the page showed, by which a decision is about no other. */
  due: z.string().refine(isIsoDate),
  decision: z.enum(MISSED_DECISIONS, { error: "Choose what holds." }),
  reason: paragraphs("Write where it is recorded, or why it is not pursued.", 1_000),
});

/** Take such a decision back, or drop one's own reminder. */
export const missedForm = z.object({ deadline });

const DAY_MISSING = "Enter the day on which you want to be reminded.";

/** Be told of it again on a day. */
export const remindOfMissedForm = z.object({
  deadline,
  until: z.string({ error: DAY_MISSING }).refine(isIsoDate, DAY_MISSING),
});
