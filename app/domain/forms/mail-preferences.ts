import { z } from "zod";
import { MAIL_TIMES } from "#app/domain/mail-preference.ts";

const time = z.enum(MAIL_TIMES, { error: "Choose when." });

/** Account: when one is told of what by mail. */
export const mailPreferencesForm = z.object({
  "sign-offs": time,
  changes: time,
  deadlines: time,
});
export type MailPreferencesForm = z.output<typeof mailPreferencesForm>;
