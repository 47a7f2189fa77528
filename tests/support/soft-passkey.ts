import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** The kinds of keys that passkeys have. */
export const PASSKEY_ALGORITHMS = ["ES256", "RS256", "Ed25519"] as const;
export type PasskeyAlgorithm = (typeof PASSKEY_ALGORITHMS)[number];

/** The signature of a challenge, as a browser hands it on; bytes in base64url. */
interface SoftAssertion {
  readonly authenticatorData: string;
  readonly clientData: string;
  readonly signature: string;
}

interface AskedOf {
  readonly challenge: Uint8Array | string;
  readonly origin?: string;
  /** Present and verified, by themselves. */
  readonly flags?: number;
  readonly counter?: number;
  /** More members of the client's data, or others. */
  readonly clientData?: Readonly<Record<string, unknown>>;
}

export interface SoftPasskey {
  readonly id: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly host: string;
  assert(asked: AskedOf): SoftAssertion;
  /** The same as a browser's JSON. */
  answer(asked: AskedOf): string;
}

/** A passkey without an authenticator: its private key is in memory. */
export function softPasskey({
  algorithm = "ES256",
  host = "localhost",
  origin = `http://${host}`,
}: {
  readonly algorithm?: PasskeyAlgorithm;
  readonly host?: string;
  readonly origin?: string;
} = {}): SoftPasskey {
  const { publicKey: key, privateKey } = pairOf(algorithm);
  const cose = coseOf(algorithm, key);
  const id = randomBytes(16).toString("base64url");
  const assert: SoftPasskey["assert"] = (asked) => {
    const { challenge, flags = 5, counter = 0 } = asked;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const authenticatorData = Buffer.concat([sha256(host), Buffer.from([flags]), count]);
    const client = {
      type: "webauthn.get",
      challenge: typeof challenge === "string" ? challenge : base64url(challenge),
      origin: asked.origin ?? origin,
      crossOrigin: false,
      ...asked.clientData,
    };
    const clientData = Buffer.from(JSON.stringify(client));
    const data = Buffer.concat([authenticatorData, sha256(clientData)]);
    const signature = sign(algorithm === "Ed25519" ? null : "sha256", data, privateKey);
    return {
      authenticatorData: base64url(authenticatorData),
      clientData: base64url(clientData),
      signature: base64url(signature),
    };
  };
  return {
    id,
    publicKey: base64url(cose),
    fingerprint: sha256(cose).toString("hex"),
    host,
    assert,
    answer(asked) {
      const { authenticatorData, clientData, signature } = assert(asked);
      const response = { authenticatorData, clientDataJSON: clientData, signature };
      return JSON.stringify({ id, rawId: id, type: "public-key", response });
    },
  };
}

function pairOf(algorithm: PasskeyAlgorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (algorithm === "RS256") return generateKeyPairSync("rsa", { modulusLength: 2048 });
  return generateKeyPairSync("ed25519");
}

function coseOf(algorithm: PasskeyAlgorithm, key: KeyObject): Buffer {
  const { x = "", y = "", n = "", e = "" } = key.export({ format: "jwk" });
  const b = (text: string) => Buffer.from(text, "base64url");
  if (algorithm === "ES256") return cborMap([1, 2], [3, -7], [-1, 1], [-2, b(x)], [-3, b(y)]);
  if (algorithm === "RS256") return cborMap([1, 3], [3, -257], [-1, b(n)], [-2, b(e)]);
  return cborMap([1, 1], [3, -8], [-1, 6], [-2, b(x)]);
}

/** A map of whole numbers to whole numbers and bytes, in CBOR. */
export function cborMap(...entries: readonly (readonly [number, number | Uint8Array])[]): Buffer {
  const part = (value: number | Uint8Array) =>
    typeof value === "number"
      ? head(value < 0 ? 1 : 0, value < 0 ? -1 - value : value)
      : Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(part)]);
}

function head(kind: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(kind << 5) | count]);
  if (count < 256) return Buffer.from([(kind << 5) | 24, count]);
  return Buffer.from([(kind << 5) | 25, count >> 8, count & 255]);
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
