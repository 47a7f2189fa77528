import * as z from "zod";
import { personName } from "./fields.ts";
import { givenPassword, newPassword } from "./password.ts";

/** Account: change how one's name is written. */
export const changeNameForm = z.object({ name: personName });

/** Account: change one's password, which ends the sessions on other devices. */
export const changePasswordForm = z.object({
  currentPassword: givenPassword,
  newPassword,
});

/** Account: end the session on one other device. */
export const endSessionForm = z.object({
  sessionId: z.string({ error: "Choose a session." }).min(1, "Choose a session.").max(128),
});
