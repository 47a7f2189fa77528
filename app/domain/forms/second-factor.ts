import * as z from "zod";
import { line } from "./fields.ts";
import { PASSWORD_MAXIMUM } from "./password.ts";

/** A code of the app, or one of the recovery codes. */
export const codeForm = z.object({ code: line("Enter the code.", 40) });

/** Go on with the sign-in without a code. */
export const withoutCodeForm = z.object({});

/**
 * A proof before a factor is changed: the password, or a code; left out where one was given a moment
 * ago. Named so that no answer repeats it.
 */
export const factorProofForm = z.object({
  proofPassword: z.string().max(PASSWORD_MAXIMUM, "That is neither.").optional(),
});

/** Requirements for an organization's reviewers and staff (P3). */
export const signInPolicyForm = z.object({
  policy: z
    .array(z.enum(["factor", "passkey"], { error: "Choose from what is shown." }))
    .default([]),
});
