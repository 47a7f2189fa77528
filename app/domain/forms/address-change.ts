import * as z from "zod";
import { accountEmail } from "./fields.ts";
import { PASSWORD_MAXIMUM } from "./password.ts";

/** Account: ask that one's e-mail address be changed. */
export const changeAddressForm = z.object({
  email: accountEmail,
  /** Left out by who has none. */
  currentPassword: z.string().max(PASSWORD_MAXIMUM, "That is not the password.").optional(),
});
