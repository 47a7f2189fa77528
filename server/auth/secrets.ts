import { randomBytes } from "node:crypto";
import { sha256 } from "#server/digest.ts";

/** A secret for a cookie or a link: 256 random bits in URL-safe characters. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The stored form of a secret: SHA-256 in hexadecimal. Secrets are random, so a fast hash is
 * enough: a stolen database gives access to no session or invitation.
 */
export function hashSecret(secret: string): string {
  return sha256(secret);
}

/** The name of a session in lines of the record: nobody can be signed in by it. */
export function sessionInRecord(sessionId: string): string {
  return sha256(sessionId);
}
