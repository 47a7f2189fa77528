import * as z from "zod";
import { SCOPES, TOKEN_DAYS } from "#app/domain/api-token.ts";
import { id, line } from "./fields.ts";

/** Account: a new token for a program. */
export const createTokenForm = z.object({
  name: line("Say which program it is for.", 60),
  scopes: z
    .array(z.enum(SCOPES, { error: "Choose from what is shown." }), {
      error: "Choose what it may do.",
    })
    .min(1, "Choose what it may do.")
    .max(SCOPES.length, "Choose from what is shown."),
  days: z.enum(TOKEN_DAYS, { error: "Choose how long it holds." }),
});

/** Account: revoke one of one's tokens. */
export const revokeTokenForm = z.object({ tokenId: id("Choose a token.") });
