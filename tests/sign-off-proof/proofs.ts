import {
  chainedText,
  CHAIN_START,
  type AuditEventType,
  type AuditValue,
} from "#app/domain/audit-event.ts";
import {
  statementText,
  STATEMENT_FORMAT,
  type SignOffStatement,
} from "#app/domain/sign-off-statement.ts";
import { sha256 } from "#server/digest.ts";
import type { PasskeyProof } from "#server/sign-off-proof/fault.ts";
import { SoftAuthenticator, type AuthenticatorClaims } from "#tests/support/soft-authenticator.ts";

const CONTENT = '{"prose":{"content":[],"type":"doc"}}';

export const STATEMENT: SignOffStatement = {
  versionId: "version-2",
  hash: sha256(CONTENT),
  userId: "person-1",
  organizationId: "organization-1",
  decision: "approved",
  nonce: Buffer.alloc(32, 7).toString("base64url"),
};

/** The challenge of a statement, base64url. */
export function challengeOf(statement: SignOffStatement): string {
  return Buffer.from(sha256(statementText(statement)), "hex").toString("base64url");
}

/** The kinds of keys that passkeys have. */
export const ALGORITHMS = ["ES256", "RS256", "EdDSA"] as const;

interface Signing {
  readonly algorithm?: (typeof ALGORITHMS)[number];
  readonly origin?: string;
  readonly key?: SoftAuthenticator;
  readonly challenge?: string;
  /** Where browser and authenticator say something else. */
  readonly said?: AuthenticatorClaims;
}

/** A proof of that statement, by a new key unless it is given. */
export function proofOf(
  statement: SignOffStatement,
  {
    algorithm = "ES256",
    origin = "http://localhost",
    key = new SoftAuthenticator(origin, algorithm),
    challenge = challengeOf(statement),
    said = {},
  }: Signing = {},
): PasskeyProof {
  const { clientDataJSON, authenticatorData, signature } = key.sign(challenge, said).response;
  return {
    credentialId: key.id,
    publicKey: Buffer.from(key.publicKey).toString("base64url"),
    fingerprint: sha256(key.publicKey),
    host: new URL(origin).hostname,
    origin,
    nonce: statement.nonce,
    authenticatorData,
    clientData: clientDataJSON,
    signature,
  };
}

interface Line {
  readonly sequence: number;
  readonly type: AuditEventType;
  readonly actorId: string;
  readonly organizationId?: string;
  readonly details: Readonly<Record<string, AuditValue>>;
}

function lineOf({ organizationId, ...line }: Line) {
  const whole = {
    previousHash: CHAIN_START.hash,
    at: new Date("2026-11-30T12:00:00Z"),
    organizationId: organizationId ?? null,
    matterId: null,
    documentId: organizationId ? "document-1" : null,
    ...line,
  };
  return { ...whole, at: whole.at.toISOString(), hash: sha256(chainedText(whole)) };
}

/**
 * A sign-off's file, as the workspace gives it out.
 * @param via the organization through which its key was made.
 */
export function fileOf(
  statement: SignOffStatement,
  { nonce: _nonce, ...proof }: PasskeyProof,
  via: string | null = null,
) {
  const { versionId, hash, userId, organizationId } = statement;
  return {
    statement: { format: STATEMENT_FORMAT as string, ...statement },
    proof,
    version: { number: 2, content: CONTENT },
    named: {
      person: "Pia",
      organization: "Council",
      document: "Request",
      workspace: "http://localhost",
    },
    lines: {
      registration: lineOf({
        sequence: 4,
        type: "person.passkey-added",
        actorId: userId,
        details: { passkeyId: proof.credentialId, fingerprint: proof.fingerprint, via },
      }),
      decision: lineOf({
        sequence: 9,
        type: "document.signed-off",
        actorId: userId,
        organizationId,
        details: { versionId, hash, signOffId: "sign-off-1", passkey: proof.fingerprint },
      }),
    },
  };
}
export type SignOffFile = ReturnType<typeof fileOf>;
