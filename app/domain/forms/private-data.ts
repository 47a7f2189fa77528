import * as z from "zod";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { paragraphs } from "./fields.ts";

/** Scopes of a decision about private data: handing out marked copies only, or filing as well. */
const PRIVATE_DATA_PURPOSES = ["export", "filing"] as const;
export type PrivateDataPurpose = (typeof PRIVATE_DATA_PURPOSES)[number];

/** Override a finding of private data, with the reason. */
export const overrideForm = z.object({
  /** The key of the findings that the page showed. */
  key: z.string({ error: "Load the page again." }).regex(/^[0-9a-f]{64}$/u, "Load the page again."),
  purpose: z.enum(PRIVATE_DATA_PURPOSES, { error: "Choose what it may be used for." }),
  reason: paragraphs("Say why it may stand, in a sentence or two.", REASON_LIMIT),
});
