import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign as signWith,
  type KeyObject,
} from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { AssertionResponse, RegistrationResponse } from "#server/auth/passkeys/responses.ts";

/** Claims of browser and authenticator that are not what they should be. */
export interface AuthenticatorClaims {
  /** The address of the page; default: `origin` of the authenticator. */
  readonly origin?: string;
  /** The host whose hash the authenticator signs; default: that of its origin. */
  readonly host?: string;
  readonly type?: string;
  /** Whether the device asked its person to show that it is them. */
  readonly isVerified?: boolean;
  readonly isPresent?: boolean;
  readonly isBackedUp?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  /** Further members of the client data. */
  readonly more?: Readonly<Record<string, unknown>>;
}

type Algorithm = "ES256" | "EdDSA" | "RS256";

/** An authenticator with one key, in memory, for tests that need no browser. */
export class SoftAuthenticator {
  readonly id = randomBytes(32).toString("base64url");
  readonly publicKey: Uint8Array;
  readonly #private: KeyObject;
  readonly #algorithm: Algorithm;
  readonly #origin: string;
  #counter = 0;

  constructor(origin = "http://localhost", algorithm: Algorithm = "ES256") {
    const { publicKey, privateKey } = pairOf(algorithm);
    this.#private = privateKey;
    this.publicKey = coseOf(publicKey, algorithm);
    this.#algorithm = algorithm;
    this.#origin = origin;
  }

  /** The answer to a request for a new key. */
  register(challenge: string, said: AuthenticatorClaims = {}): RegistrationResponse {
    const id = Buffer.from(this.id, "base64url");
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([id.length >> 8, id.length & 255]),
      id,
      this.publicKey,
    ]);
    const authData = Buffer.concat([this.#authenticatorData(said, true), attested]);
    const attestation = isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", Uint8Array.from(authData)],
      ]),
    );
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON: this.#clientData("webauthn.create", challenge, said),
        attestationObject: Buffer.from(attestation).toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** The answer to a request for a signature. */
  sign(challenge: string, said: AuthenticatorClaims = {}): AssertionResponse {
    const clientDataJSON = this.#clientData("webauthn.get", challenge, said);
    const authenticatorData = this.#authenticatorData(said, false);
    const hash = createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest();
    const signed = Buffer.concat([authenticatorData, hash]);
    const digest = this.#algorithm === "EdDSA" ? null : "sha256";
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON,
        authenticatorData: authenticatorData.toString("base64url"),
        signature: signWith(digest, signed, this.#private).toString("base64url"),
        ...(said.userHandle === undefined ? {} : { userHandle: said.userHandle }),
      },
    };
  }

  #clientData(type: string, challenge: string, said: AuthenticatorClaims): string {
    const origin = said.origin ?? this.#origin;
    const clientData = {
      type: said.type ?? type,
      challenge,
      origin,
      crossOrigin: false,
      ...said.more,
    };
    return Buffer.from(JSON.stringify(clientData)).toString("base64url");
  }

  #authenticatorData(said: AuthenticatorClaims, isNew: boolean): Buffer {
    const host = said.host ?? new URL(this.#origin).hostname;
    const isBackedUp = said.isBackedUp ?? true;
    const flags =
      ((said.isPresent ?? true) ? 1 : 0) |
      ((said.isVerified ?? true) ? 4 : 0) |
      (isBackedUp ? 8 | 16 : 0) |
      (isNew ? 64 : 0);
    this.#counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(said.counter ?? this.#counter);
    return Buffer.concat([
      createHash("sha256").update(host).digest(),
      Buffer.from([flags]),
      counter,
    ]);
  }
}

function pairOf(algorithm: Algorithm) {
  if (algorithm === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function coseOf(key: KeyObject, algorithm: Algorithm): Uint8Array {
  const jwk = key.export({ format: "jwk" });
  const bytes = (part: string | undefined) => Uint8Array.from(Buffer.from(part ?? "", "base64url"));
  const entries: Readonly<Record<Algorithm, [number, number | Uint8Array][]>> = {
    ES256: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ],
    EdDSA: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(jwk.x)],
    ],
    RS256: [
      [1, 3],
      [3, -257],
      [-1, bytes(jwk.n)],
      [-2, bytes(jwk.e)],
    ],
  };
  return isoCBOR.encode(new Map(entries[algorithm]));
}
