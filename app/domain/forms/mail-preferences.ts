import * as z from "zod";
import { MAIL_TIMES } from "#app/domain/mail-preference.ts";

const time = z.enum(MAIL_TIMES, { error: "Choose when." });

/** Account: choose what is sent by mail, and when. */
export const mailPreferencesForm = z.object({
  "sign-offs": time,
  changes: time,
  "changes-met": time,
  "taken-back": time,
  mentions: time,
  answers: time,
  suggestions: time,
  followed: time,
  deadlines: time,
});
