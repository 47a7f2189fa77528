import * as z from "zod";
import { email, id } from "./fields.ts";
import { newPassword } from "./password.ts";

/** Signed out: ask for a link by which one chooses a new password. */
export const forgottenForm = z.object({ email });

/** Choose a new password by a link. */
export const choosePasswordForm = z.object({ newPassword });

/** Withdraw a link that an administrator made. */
export const letInForm = z.object({ linkId: id("Choose a link.") });
