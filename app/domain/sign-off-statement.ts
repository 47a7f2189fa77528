import canonicalize from "canonicalize";
import type { SignOff } from "./sign-off.ts";

/** The name of this form of the statement; another form would have another number. */
export const STATEMENT_FORMAT = "coalition-desk/sign-off/1";

/**
 * The statement that a passkey signs (P2): exactly this version, by this person, for this
 * organization, with this decision. The nonce lets nobody have a signature ready beforehand.
 */
export interface SignOffStatement extends Pick<
  SignOff,
  "versionId" | "hash" | "userId" | "organizationId" | "decision"
> {
  /** Random bytes, base64url. */
  readonly nonce: string;
}

/**
 * The text whose SHA-256 is the challenge that the key signs: canonical JSON (RFC 8785), so that
 * anybody can write it again from its parts.
 */
export function statementText(statement: SignOffStatement): string {
  const { versionId, hash, userId, organizationId, decision, nonce } = statement;
  const parts = { versionId, hash, userId, organizationId, decision, nonce };
  return canonicalize({ format: STATEMENT_FORMAT, ...parts }) ?? "";
}
