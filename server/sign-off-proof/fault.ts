import { createHash, verify } from "node:crypto";
import { statementText, type SignOffStatement } from "#app/domain/sign-off-statement.ts";
import { coseKey } from "./cose-key.ts";

/** A passkey's signature of a sign-off, with all that it takes to check it: a row of SignOffProof. */
export interface PasskeyProof {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly host: string;
  readonly origin: string;
  readonly nonce: string;
  readonly authenticatorData: string;
  readonly clientData: string;
  readonly signature: string;
}

/** Bits of the authenticator's flags: somebody was there, and they were verified (PIN, finger, face). */
const PRESENT = 1;
const VERIFIED = 4;
/** The hash of the host, the flags, and a counter. */
const AUTHENTICATOR_DATA_LENGTH = 37;

/**
 * Why a proof does not prove that statement, as a clause; null where it does. Needs nothing but the
 * proof itself (docs/passkey-signatures.md), and is told again in public/verify-sign-off.mjs.
 */
export function faultInProof(
  proof: PasskeyProof,
  signed: Omit<SignOffStatement, "nonce">,
): string | null {
  const publicKey = bytesOf(proof.publicKey);
  const authenticatorData = bytesOf(proof.authenticatorData);
  const clientData = bytesOf(proof.clientData);
  const signature = bytesOf(proof.signature);
  if (!publicKey || !authenticatorData || !clientData || !signature || !bytesOf(proof.nonce)) {
    return "a part of the passkey’s proof is not base64url";
  }
  if (sha256(publicKey).toString("hex") !== proof.fingerprint) {
    return "the fingerprint is not the one of the public key";
  }
  const cose = coseKey(publicKey);
  if (!cose) return "the public key is none that can be read";
  const data = Buffer.concat([authenticatorData, sha256(clientData)]);
  if (!isSigned(cose, data, signature)) return "the signature is not one of that public key";
  return (
    faultInClientData(
      clientData,
      proof,
      sha256(statementText({ ...signed, nonce: proof.nonce })),
    ) ?? faultInAuthenticatorData(authenticatorData, proof.host)
  );
}

function faultInClientData(
  bytes: Buffer,
  { origin, host }: PasskeyProof,
  challenge: Buffer,
): string | null {
  const client = jsonOf(bytes);
  if (client["type"] !== "webauthn.get") return "the key did not sign what a browser asked it";
  if (client["challenge"] !== challenge.toString("base64url")) {
    return "the key signed another statement";
  }
  if (client["origin"] !== origin || !isOriginOf(origin, host)) {
    return "the key signed on another site";
  }
  // Left out by older browsers.
  const isFramed = (client["crossOrigin"] ?? false) !== false;
  return isFramed ? "the key signed within another site" : null;
}

function faultInAuthenticatorData(bytes: Buffer, host: string): string | null {
  if (bytes.length < AUTHENTICATOR_DATA_LENGTH) return "the authenticator’s data are cut off";
  if (!bytes.subarray(0, 32).equals(sha256(host))) return "the key was made for another host";
  const flags = bytes.readUInt8(32);
  if ((flags & PRESENT) === 0) return "nobody was at the key";
  return (flags & VERIFIED) === 0 ? "the key did not verify who used it" : null;
}

/** Whether the origin is one of the host, by https, or on this machine. */
function isOriginOf(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return (
    url.origin === origin && url.hostname === host && (url.protocol === "https:" || isHere(host))
  );
}

function isHere(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}

function isSigned(
  { key, hash }: NonNullable<ReturnType<typeof coseKey>>,
  data: Buffer,
  signature: Buffer,
) {
  try {
    return verify(hash, data, key, signature);
  } catch {
    // Of a signature of another shape.
    return false;
  }
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

/** The bytes of base64url without padding, as browsers write it; null for anything else. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64url");
  return text !== "" && bytes.toString("base64url") === text ? bytes : null;
}

function jsonOf(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    // Without a challenge and an origin it is at fault, whatever it holds.
    return {};
  }
}
