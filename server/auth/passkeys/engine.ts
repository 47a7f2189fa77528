import { messageOf } from "#server/message-of.ts";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { COSEALG, decodeAttestationObject, isoCBOR } from "@simplewebauthn/server/helpers";
import type { Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import type { RelyingParty } from "./relying-party.ts";
import type { AssertionResponse, RegistrationResponse } from "./responses.ts";

/**
 * WebAuthn itself. Loaded once a key is used (`await import`), since its packages are large. Nothing here
 * knows of the database.
 */

/** Those that Node verifies by itself, in the order in which we like them. */
const ALGORITHMS = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256];
/** For how long a browser waits for its person. */
const TIMEOUT_MS = 5 * 60_000;

/** A stored key, as far as its signatures need it. */
export interface StoredPasskey {
  readonly id: string;
  readonly userId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly host: string;
}

/** A key that was just made. */
export interface MadePasskey extends Omit<StoredPasskey, "userId"> {
  /** Comma-separated. */
  readonly transports: string;
  readonly backedUp: boolean;
}

/** A signature with all that it takes to check it again; bytes in base64url. */
interface PasskeyAssertion {
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly host: string;
  readonly origin: string;
  readonly authenticatorData: string;
  /** The browser's JSON, with challenge and origin, byte by byte. */
  readonly clientData: string;
  readonly signature: string;
  /** Whether the key is kept in several devices by now. */
  readonly backedUp: boolean;
}

/** A verified answer, or why it is none, for the log. */
type Verified<T> = Outcome<T, string>;

/** The name under which authenticators keep a person's keys: it tells nothing of them. */
export function userHandleOf(userId: string): string {
  return Buffer.from(sha256(`passkeys of ${userId}`), "hex").toString("base64url");
}

/** SHA-256 of a COSE key's bytes, in hexadecimal. */
export function fingerprintOf(publicKey: string): string {
  return sha256(Buffer.from(publicKey, "base64url"));
}

/** Asks a browser for a new key, which it can find without being told whose it looks for. */
export function registrationOptions(asked: {
  readonly party: RelyingParty;
  readonly challenge: Uint8Array;
  readonly person: { readonly userId: string; readonly email: string; readonly name: string };
  /** The keys that the person has: no authenticator makes a second one. */
  readonly known: readonly { readonly id: string; readonly transports: string }[];
}): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { party, challenge, person, known } = asked;
  return generateRegistrationOptions({
    rpName: "Coalition Desk",
    rpID: party.host,
    // As bytes: text would be taken for UTF-8.
    challenge: Uint8Array.from(challenge),
    userID: Uint8Array.from(Buffer.from(userHandleOf(person.userId), "base64url")),
    userName: person.email,
    userDisplayName: person.name,
    timeout: TIMEOUT_MS,
    attestationType: "none",
    excludeCredentials: known.map(described),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Asks a browser for a signature: by any key of this site, or by those that are named. */
export function assertionOptions(asked: {
  readonly party: RelyingParty;
  readonly challenge: Uint8Array;
  readonly among?: readonly { readonly id: string; readonly transports: string }[];
}): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { party, challenge, among } = asked;
  return generateAuthenticationOptions({
    rpID: party.host,
    challenge: Uint8Array.from(challenge),
    timeout: TIMEOUT_MS,
    // With "preferred", the default, browsers leave it out.
    userVerification: "required",
    ...(among ? { allowCredentials: among.map(described) } : {}),
  });
}

/** Verifies a browser's answer to `registrationOptions`. */
export async function verifyRegistration(sent: {
  readonly response: RegistrationResponse;
  readonly expectedChallenge: Uint8Array;
  readonly origin: string;
  readonly host: string;
}): Promise<Verified<MadePasskey>> {
  const { response, expectedChallenge, origin, host } = sent;
  return verified(async () => {
    refuseFramed(response.response.clientDataJSON);
    const { verified: isVerified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...response,
        response: {
          clientDataJSON: response.response.clientDataJSON,
          attestationObject: withoutAttestation(response.response.attestationObject),
        },
        clientExtensionResults: {},
      },
      expectedChallenge: base64url(expectedChallenge),
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!isVerified) throw new Error("the attestation does not fit");
    const { credential, credentialBackedUp } = registrationInfo;
    if (credential.id !== response.id) throw new Error("the key is called otherwise");
    const publicKey = base64url(credential.publicKey);
    return {
      id: credential.id,
      publicKey,
      fingerprint: fingerprintOf(publicKey),
      host,
      transports: (response.response.transports ?? []).join(),
      backedUp: credentialBackedUp,
    };
  });
}

/**
 * Verifies that a person signed `expectedChallenge` with this key, at this address, after the device
 * has asked them to show that it is them. Counters that go back are no refusal: keys that several devices
 * share have none.
 */
export async function verifyAssertion(sent: {
  readonly response: AssertionResponse;
  readonly expectedChallenge: Uint8Array;
  readonly passkey: StoredPasskey;
  readonly origin: string;
  readonly host: string;
}): Promise<Verified<PasskeyAssertion>> {
  const { response, expectedChallenge, passkey, origin, host } = sent;
  return verified(async () => {
    if (response.id !== passkey.id) throw new Error("another key signed");
    if (passkey.host !== host) throw new Error("the key was made for another host");
    const { userHandle } = response.response;
    if (userHandle && userHandle !== userHandleOf(passkey.userId)) {
      throw new Error("the key is another person's");
    }
    refuseFramed(response.response.clientDataJSON);
    const { verified: isVerified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: base64url(expectedChallenge),
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, "base64url")),
        // Whatever it was: one that goes back would be refused.
        counter: 0,
      },
    });
    if (!isVerified) throw new Error("the signature is not this key's");
    const { authenticatorData, clientDataJSON: clientData, signature } = response.response;
    return {
      credentialId: passkey.id,
      publicKey: passkey.publicKey,
      fingerprint: passkey.fingerprint,
      host,
      origin,
      authenticatorData,
      clientData,
      signature,
      backedUp: authenticationInfo.credentialBackedUp,
    };
  });
}

/** The package throws for whatever does not fit. */
async function verified<T>(verify: () => Promise<T>): Promise<Verified<T>> {
  try {
    return { ok: true, value: await verify() };
  } catch (error) {
    return { ok: false, refusal: messageOf(error) };
  }
}

/** Refuses an answer from our page in another site's frame, which the package lets pass. */
function refuseFramed(clientDataJSON: string): void {
  const clientData: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
  if (typeof clientData !== "object" || clientData === null) throw new Error("no client data");
  if ("crossOrigin" in clientData && clientData.crossOrigin !== false) {
    throw new Error("the page stood in a frame of another site");
  }
}

/**
 * The answer without what its maker says of the authenticator, for which nobody asked: reading its
 * certificates could make the server fetch an address that a stranger wrote into one.
 */
function withoutAttestation(attestationObject: string): string {
  const bytes = Uint8Array.from(Buffer.from(attestationObject, "base64url"));
  const authData = decodeAttestationObject(bytes).get("authData");
  const bare = isoCBOR.encode(
    new Map<string, string | Uint8Array | Map<string, string>>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]),
  );
  return base64url(bare);
}

function described({ id, transports }: { readonly id: string; readonly transports: string }) {
  return { id, ...(transports === "" ? {} : { transports: transports.split(",") }) };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
