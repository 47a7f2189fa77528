import { createPublicKey, type KeyObject } from "node:crypto";

/** A public key as passkeys give it (COSE, RFC 9053), and the hash that its signatures take. */
interface CoseKey {
  readonly key: KeyObject;
  /** Null where the algorithm hashes by itself. */
  readonly hash: "sha256" | null;
}

/** Labels of COSE keys, and what those mean that depend on the kind of key. */
const KTY = 1;
const ALG = 3;
/** The curve; of RSA, the modulus. */
const CRV_OR_N = -1;
/** The x coordinate; of RSA, the exponent. */
const X_OR_E = -2;
const Y = -3;

/** In bytes: an RSA key of 4096 bits has a seventh of it. */
const KEY_LIMIT = 4096;
const ENTRIES_LIMIT = 16;

/**
 * Reads the three kinds of keys that passkeys have: ES256, RS256, Ed25519. Null for any other, and for
 * what is none.
 */
export function coseKey(bytes: Uint8Array): CoseKey | null {
  const parts = coseMap(bytes);
  if (!parts) return null;
  const jwk = jwkOf(parts);
  if (!jwk) return null;
  try {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return { key, hash: jwk.kty === "OKP" ? null : "sha256" };
  } catch {
    // Such as a point that is not on the curve.
    return null;
  }
}

type CosePart = number | Uint8Array;

function jwkOf(parts: ReadonlyMap<number, CosePart>) {
  const bytes = (label: number, length?: number) => {
    const part = parts.get(label);
    const isFit = part instanceof Uint8Array && (length === undefined || part.length === length);
    return isFit ? Buffer.from(part).toString("base64url") : null;
  };
  const is = (kty: number, alg: number) => parts.get(KTY) === kty && parts.get(ALG) === alg;
  if (is(2, -7) && parts.get(CRV_OR_N) === 1) {
    const x = bytes(X_OR_E, 32);
    const y = bytes(Y, 32);
    return x !== null && y !== null ? { kty: "EC", crv: "P-256", x, y } : null;
  }
  if (is(1, -8) && parts.get(CRV_OR_N) === 6) {
    const x = bytes(X_OR_E, 32);
    return x === null ? null : { kty: "OKP", crv: "Ed25519", x };
  }
  if (is(3, -257)) {
    const n = bytes(CRV_OR_N);
    const e = bytes(X_OR_E);
    return n !== null && e !== null ? { kty: "RSA", n, e } : null;
  }
  return null;
}

/** A map of whole numbers to whole numbers and bytes, as CBOR; null for anything else. */
function coseMap(bytes: Uint8Array): Map<number, CosePart> | null {
  if (bytes.length > KEY_LIMIT) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  /** The kind of the next item, and its number or length. */
  const head = (): readonly [kind: number, count: number] => {
    const first = view.getUint8(at++);
    const short = first & 31;
    if (short < 24) return [first >> 5, short];
    if (short > 26) throw new RangeError("longer than any key");
    const size = 2 ** (short - 24);
    const count =
      size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at);
    at += size;
    return [first >> 5, count];
  };
  const item = (): CosePart => {
    const [kind, count] = head();
    if (kind === 0) return count;
    if (kind === 1) return -1 - count;
    if (kind !== 2 || count > bytes.length - at) throw new RangeError("neither a number nor bytes");
    at += count;
    return bytes.subarray(at - count, at);
  };
  try {
    const [kind, entries] = head();
    if (kind !== 5 || entries > ENTRIES_LIMIT) return null;
    const parts = new Map<number, CosePart>();
    for (let read = 0; read < entries; read += 1) {
      const label = item();
      if (typeof label !== "number" || parts.has(label)) return null;
      parts.set(label, item());
    }
    return at === bytes.length ? parts : null;
  } catch (error) {
    // Of a view that ends too early, or of the two above.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
