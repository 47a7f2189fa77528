import canonicalize from "canonicalize";
import { z } from "zod";
import { address, optional, plainId } from "./field-types.ts";
import { DETAILS_LIMITS, signerDetails, type DeepReadonly } from "./document-details.ts";

/** How many signers a matter may record; each paper names at most DETAILS_LIMITS.signers of them. */
export const SHARED_SIGNERS = 200;

/**
 * What the papers of a matter share. An organization that is not listed here, like a null addressee,
 * is not recorded: each paper then keeps what it says itself.
 */
export const sharedDetails = z.object({
  organizations: z
    .array(z.object({ id: plainId, address }))
    .max(DETAILS_LIMITS.organizations)
    .default([]),
  signers: z.array(signerDetails).max(SHARED_SIGNERS).default([]),
  /** The agency's office, a line each, as letters to it are addressed. */
  addressee: optional(address),
});

export type SharedDetails = DeepReadonly<z.output<typeof sharedDetails>>;

/** The canonical JSON (RFC 8785) in which shared details are stored; throws for what is not allowed. */
export function writeSharedDetails(details: SharedDetails): string {
  const text = canonicalize(sharedDetails.parse(details));
  if (text === undefined) throw new Error("the shared facts are not JSON");
  return text;
}

/** Shared details read back from their column. */
export function readSharedDetails(stored: string): SharedDetails {
  return sharedDetails.parse(JSON.parse(stored));
}

/**
 * The agency's office where it is recorded, else null. An empty list, which earlier releases wrote for a
 * blank, is no record: an address without a line would be printed on every letter to the agency.
 */
export function recordedAddressee({
  addressee,
}: Pick<SharedDetails, "addressee">): readonly string[] | null {
  return addressee && addressee.length > 0 ? addressee : null;
}
