import { randomBytes } from "node:crypto";
import { sha256 } from "#server/digest.ts";

/** A secret for a cookie or a link: 256 random bits, in letters that stay whole in an address. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a secret: SHA-256 in hexadecimal. The secrets are random, so a fast hash is
 * enough: a stolen database opens neither a session nor an invitation.
 */
export function hashSecret(secret: string): string {
  return sha256(secret);
}
