import canonicalize from "canonicalize";
import * as z from "zod";
import { address, optional, plainId } from "./field-types.ts";
import { DETAILS_LIMITS, signerDetails, type DeepReadonly } from "./document-details.ts";

/**
 * The most signers that a matter may record; each document names at most DETAILS_LIMITS.signers of
 * them.
 */
export const SHARED_SIGNERS = 200;

/**
 * Details shared by the documents of a matter. An organization that is not listed, like a null
 * addressee, is not recorded: each document then keeps its own value.
 */
export const sharedDetails = z.object({
  organizations: z
    .array(z.object({ id: plainId, address }))
    .max(DETAILS_LIMITS.organizations)
    .default([]),
  signers: z.array(signerDetails).max(SHARED_SIGNERS).default([]),
  /** The address of the agency's office, one line each, for letters to the agency. */
  addressee: optional(address),
});

export type SharedDetails = DeepReadonly<z.output<typeof sharedDetails>>;

/** The canonical JSON (RFC 8785) in which shared details are stored; throws for invalid ones. */
export function writeSharedDetails(details: SharedDetails): string {
  const text = canonicalize(sharedDetails.parse(details));
  if (text === undefined) throw new Error("the shared details are not JSON");
  return text;
}

/** Parses stored shared details. */
export function readSharedDetails(stored: string): SharedDetails {
  return sharedDetails.parse(JSON.parse(stored));
}
