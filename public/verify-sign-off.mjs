// Checks one sign-off that was made with a passkey, from its file alone: no network, no package, no
// trust in the workspace that gave it out. docs/passkey-signatures.md says what each step means.
//
//   node verify-sign-off.mjs sign-off.json
//
// It exits with 0 where all of it holds, with 1 where something does not, with 2 where the file can't be
// read. Node 20 or newer. Browsers can import it as well: `verifySignOff(JSON.parse(text))`.

const FORMAT = "coalition-desk/sign-off/1";
const DECIDED = {
  approved: "document.signed-off",
  "changes-requested": "document.changes-requested",
};
const ASKED = {
  approved: "signed off on",
  "changes-requested": "asked for changes of",
};

/**
 * Checks what a sign-off's file holds. Returns what was checked, in order, each with whether it holds;
 * `holds` is whether all of it does.
 */
export async function verifySignOff(file) {
  const checks = [];
  const check = (words, holds) => checks.push({ words, holds: holds === true });
  const { statement, proof, version, lines } = file ?? {};
  if (!statement || !proof || !version || !lines?.registration || !lines.decision) {
    check("The file has a statement, its proof, the version and two lines of the record", false);
    return { holds: false, checks };
  }
  check(`The statement is of the form ${FORMAT}`, statement.format === FORMAT);
  check(
    "The version's text has the hash that was signed",
    hex(await sha256(utf8(String(version.content)))) === statement.hash,
  );

  const publicKey = bytes(proof.publicKey);
  const authenticatorData = bytes(proof.authenticatorData);
  const clientData = bytes(proof.clientData);
  const client = json(clientData);
  const challenge = await sha256(utf8(canonical(statement)));
  check("The key signed this very statement", client.challenge === base64url(challenge));
  check(
    "A browser asked for it, on the site that the file names",
    client.type === "webauthn.get" &&
      (client.crossOrigin ?? false) === false &&
      client.origin === proof.origin &&
      isOriginOf(proof.origin, proof.host),
  );
  check(
    "The key was made for that site",
    hex(authenticatorData.subarray(0, 32)) === hex(await sha256(utf8(String(proof.host)))),
  );
  const flags = authenticatorData[32] ?? 0;
  check("The key verified who used it (PIN, fingerprint or face)", (flags & 5) === 5);
  const data = concat(authenticatorData, await sha256(clientData));
  check(
    "The signature is of that public key",
    await isSigned(publicKey, data, bytes(proof.signature)),
  );
  check(
    "The fingerprint is that of the public key",
    hex(await sha256(publicKey)) === proof.fingerprint,
  );

  const { registration, decision } = lines;
  check("The line of the key's registration is as it was hashed", await isLine(registration));
  check(
    "It says that this person added a key with this fingerprint",
    registration.type === "person.passkey-added" &&
      registration.actorId === statement.userId &&
      registration.details?.fingerprint === proof.fingerprint,
  );
  check(
    "That key is the person's own, or made through the organization for which they decided",
    (registration.details?.via ?? null) === null ||
      registration.details.via === statement.organizationId,
  );
  check("The line of the decision is as it was hashed", await isLine(decision));
  check(
    "It says that this person decided so on this version, for this organization, with this key",
    decision.type === DECIDED[statement.decision] &&
      decision.actorId === statement.userId &&
      decision.organizationId === statement.organizationId &&
      decision.details?.versionId === statement.versionId &&
      decision.details?.hash === statement.hash &&
      decision.details?.passkey === proof.fingerprint,
  );
  check("The key was added before", registration.sequence < decision.sequence);
  return { holds: checks.every(({ holds }) => holds), checks };
}

/** A line's hash is of everything in it but itself; a line without hashes of rows leaves them out. */
async function isLine({ hash, rows, ...line }) {
  const {
    sequence,
    previousHash,
    type,
    at,
    actorId,
    organizationId,
    matterId,
    documentId,
    details,
  } = line;
  const named = { sequence, previousHash, type, at, actorId, organizationId, matterId, documentId };
  const whole = { ...named, details, ...(typeof rows === "string" ? { rows } : {}) };
  return hex(await sha256(utf8(canonical(whole)))) === hash;
}

/** Canonical JSON (RFC 8785): names in the order of their UTF-16 units, no spaces. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function isOriginOf(origin, host) {
  try {
    const url = new URL(origin);
    const isHere = host === "localhost" || String(host).endsWith(".localhost");
    return url.origin === origin && url.hostname === host && (url.protocol === "https:" || isHere);
  } catch {
    return false;
  }
}

/** Whether the signature is of the key, which is COSE (RFC 9053): ES256, RS256 or Ed25519. */
async function isSigned(publicKey, data, signature) {
  try {
    const key = cose(publicKey);
    const is = (kty, alg) => key.get(1) === kty && key.get(3) === alg;
    const x = base64url(key.get(-2));
    if (is(2, -7) && key.get(-1) === 1) {
      const jwk = { kty: "EC", crv: "P-256", x, y: base64url(key.get(-3)) };
      const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
      return await verified(jwk, algorithm, twoNumbers(signature), data);
    }
    if (is(1, -8) && key.get(-1) === 6) {
      return await verified(
        { kty: "OKP", crv: "Ed25519", x },
        { name: "Ed25519" },
        signature,
        data,
      );
    }
    if (is(3, -257)) {
      const jwk = { kty: "RSA", n: base64url(key.get(-1)), e: x };
      const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
      return await verified(jwk, algorithm, signature, data);
    }
    return false;
  } catch {
    return false;
  }
}

async function verified(jwk, algorithm, signature, data) {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  return subtle.verify(algorithm, key, signature, data);
}

/** A map of whole numbers to whole numbers and bytes, in CBOR, that takes all of the bytes. */
function cose(of) {
  const view = new DataView(of.buffer, of.byteOffset, of.byteLength);
  let at = 0;
  const head = () => {
    const first = view.getUint8(at++);
    const short = first & 31;
    if (short < 24) return [first >> 5, short];
    const size = { 24: 1, 25: 2, 26: 4 }[short];
    if (size === undefined) throw new RangeError("longer than any key");
    let count = 0;
    for (let read = 0; read < size; read += 1) count = count * 256 + view.getUint8(at++);
    return [first >> 5, count];
  };
  const item = () => {
    const [kind, count] = head();
    if (kind === 0) return count;
    if (kind === 1) return -1 - count;
    if (kind !== 2 || at + count > of.length) throw new RangeError("neither a number nor bytes");
    at += count;
    return of.subarray(at - count, at);
  };
  const [kind, entries] = head();
  const parts = new Map();
  for (let read = 0; kind === 5 && read < entries; read += 1) {
    const label = item();
    if (parts.has(label)) throw new RangeError("a label stands twice");
    parts.set(label, item());
  }
  if (kind !== 5 || at !== of.length) throw new RangeError("not a key");
  return parts;
}

/** An ECDSA signature as authenticators write it (DER), as the two numbers of 32 bytes that it is. */
function twoNumbers(der) {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new RangeError("not DER");
  const both = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1];
    if (der[at] !== 2) throw new RangeError("not DER");
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number[0] === 0 ? number.subarray(1) : number;
    both.set(digits, end - digits.length);
    at += 2 + length;
  }
  if (at !== der.length) throw new RangeError("not DER");
  return both;
}

function concat(...parts) {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

async function sha256(of) {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", of));
}

function hex(of) {
  return Array.from(of, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function base64url(of) {
  const text = btoa(String.fromCharCode(...of));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of base64url without padding; none where it is written in any other way. */
function bytes(text) {
  try {
    const binary = atob(String(text).replaceAll("-", "+").replaceAll("_", "/"));
    const read = Uint8Array.from(binary, (unit) => unit.charCodeAt(0));
    return base64url(read) === text ? read : new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

function json(of) {
  try {
    return JSON.parse(new TextDecoder().decode(of)) ?? {};
  } catch {
    return {};
  }
}

/** The file's names of those whose ids were signed; of names, the key signed nothing. */
function inWords({ statement, version, named, lines }) {
  const { person, organization, document, workspace } = named ?? {};
  return [
    `${person} (${statement.userId}) ${ASKED[statement.decision]} version ${version.number} of “${document}”,`,
    `for ${organization} (${statement.organizationId}), at ${lines.decision.at}, on ${workspace}.`,
    `SHA-256 of the version: ${statement.hash}`,
    `Line ${lines.decision.sequence} of the record: ${lines.decision.hash}`,
  ].join("\n");
}

const LIMITS = `The names, and which id belongs to whom, are as the workspace gives them: the key signed ids. That both
lines stand in the workspace's record is what its certificate of the filing shows, which prints the
hash of the decision's line, or what “npm run audit:verify” checks there.`;

async function main([name]) {
  const { readFileSync } = await import("node:fs");
  let file;
  try {
    file = JSON.parse(readFileSync(name ?? "", "utf8"));
  } catch (error) {
    process.stderr.write(`Usage: node verify-sign-off.mjs FILE\n${error.message}\n`);
    return 2;
  }
  const { holds, checks } = await verifySignOff(file);
  const said = checks.map((check) => `${check.holds ? "yes" : "NO "}  ${check.words}.`);
  const end = holds ? `${inWords(file)}\n\n${LIMITS}` : "This file proves no sign-off.";
  process.stdout.write(`${said.join("\n")}\n\n${end}\n`);
  return holds ? 0 : 1;
}

if (globalThis.process?.argv?.[1]) {
  const { pathToFileURL } = await import("node:url");
  const { realpathSync } = await import("node:fs");
  // Behind a link Node names it one way or the other: not to be begun would look as if all held.
  const names = [process.argv[1], realpathSync(process.argv[1])];
  const isStarted = names.some((name) => pathToFileURL(name).href === import.meta.url);
  if (isStarted) process.exitCode = await main(process.argv.slice(2));
}
