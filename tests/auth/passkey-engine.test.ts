import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import {
  assertionOptions,
  registrationOptions,
  userHandleOf,
  verifyAssertion,
  verifyRegistration,
  type StoredPasskey,
} from "#server/auth/passkeys/engine.ts";
import { relyingPartyOf, servedParty } from "#server/auth/passkeys/relying-party.ts";
import { readAssertion, readRegistration } from "#server/auth/passkeys/responses.ts";
import { SoftAuthenticator, type AuthenticatorClaims } from "#tests/support/soft-authenticator.ts";

const ORIGIN = "https://desk.example.org";
const HOST = "desk.example.org";
const USER = "maya";

async function made(
  algorithm: "ES256" | "EdDSA" | "RS256" = "ES256",
  said: AuthenticatorClaims = {},
) {
  const authenticator = new SoftAuthenticator(ORIGIN, algorithm);
  const expectedChallenge = randomBytes(32);
  const registered = await verifyRegistration({
    response: authenticator.register(expectedChallenge.toString("base64url"), said),
    expectedChallenge,
    origin: ORIGIN,
    host: HOST,
  });
  return { authenticator, registered };
}

async function stored(algorithm?: "ES256" | "EdDSA" | "RS256") {
  const { authenticator, registered } = await made(algorithm);
  if (!registered.ok) throw new Error(registered.refusal);
  const passkey: StoredPasskey = { ...registered.value, userId: USER };
  return { authenticator, passkey };
}

async function asserted(said: AuthenticatorClaims, change: Partial<StoredPasskey> = {}) {
  const { authenticator, passkey } = await stored();
  const expectedChallenge = randomBytes(32);
  return verifyAssertion({
    response: authenticator.sign(expectedChallenge.toString("base64url"), said),
    expectedChallenge,
    passkey: { ...passkey, ...change },
    origin: ORIGIN,
    host: HOST,
  });
}

test("[P1] the relying party is the address's host alone, and there is none where browsers make no keys", () => {
  expect(relyingPartyOf("https://desk.example.org:8443")).toEqual({
    host: HOST,
    origin: "https://desk.example.org:8443",
  });
  expect(relyingPartyOf("http://localhost:3000")?.host).toBe("localhost");
  for (const none of ["http://desk.example.org", "https://192.0.2.7", "https://[::1]", "desk"]) {
    expect(relyingPartyOf(none), none).toBeNull();
  }
  // A Host header that a stranger wrote makes no relying party.
  expect(servedParty(null, "https://evil.example")).toBeNull();
  expect(servedParty(null, "http://localhost:3000")?.host).toBe("localhost");
  expect(servedParty(ORIGIN, "https://evil.example")?.origin).toBe(ORIGIN);
});

test("[P1] a browser is asked to have its person verified, and for a key that it finds by itself", async () => {
  const party = { host: HOST, origin: ORIGIN };
  const challenge = randomBytes(32);
  const asked = await registrationOptions({
    party,
    challenge,
    person: { userId: USER, email: "maya@example.org", name: "Maya" },
    known: [{ id: "AAAA", transports: "usb,nfc" }],
  });
  expect(asked.challenge).toBe(challenge.toString("base64url"));
  expect(asked.rp.id).toBe(HOST);
  expect(asked.authenticatorSelection).toMatchObject({
    residentKey: "required",
    userVerification: "required",
  });
  expect(asked.attestation).toBe("none");
  expect(asked.user.id).toBe(userHandleOf(USER));
  expect(asked.excludeCredentials).toEqual([
    { id: "AAAA", type: "public-key", transports: ["usb", "nfc"] },
  ]);
  const sign = await assertionOptions({ party, challenge });
  expect(sign).toMatchObject({ rpId: HOST, userVerification: "required" });
  expect(sign.challenge).toBe(challenge.toString("base64url"));
  expect(sign.allowCredentials ?? []).toEqual([]);
});

test.each(["ES256", "EdDSA", "RS256"] as const)(
  "[P1] a key of %s is made and signs, and says all that it takes to check it again",
  async (algorithm) => {
    const { authenticator, passkey } = await stored(algorithm);
    const expectedChallenge = randomBytes(32);
    const response = authenticator.sign(expectedChallenge.toString("base64url"), {
      userHandle: userHandleOf(USER),
    });
    const outcome = await verifyAssertion({
      response,
      expectedChallenge,
      passkey,
      origin: ORIGIN,
      host: HOST,
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        credentialId: authenticator.id,
        publicKey: Buffer.from(authenticator.publicKey).toString("base64url"),
        fingerprint: passkey.fingerprint,
        host: HOST,
        origin: ORIGIN,
        clientData: response.response.clientDataJSON,
        backedUp: true,
      },
    });
  },
);

test.each<[string, AuthenticatorClaims]>([
  ["a page at another address", { origin: "https://evil.example" }],
  ["another relying party", { host: "evil.example" }],
  ["a parent domain", { host: "example.org" }],
  ["the same host at another port", { origin: "https://desk.example.org:444" }],
  ["no verification of the person", { isVerified: false }],
  ["nobody present", { isPresent: false }],
  ["another act", { type: "webauthn.payment" }],
  ["a frame of another site", { more: { crossOrigin: true } }],
  ["a frame whose site is named", { more: { crossOrigin: true, topOrigin: ORIGIN } }],
])("[P1] neither a key nor a signature is taken with %s", async (_what, said) => {
  expect((await made("ES256", said)).registered.ok).toBe(false);
  expect((await asserted(said)).ok).toBe(false);
});

test("[P1] a signature is no other key's, no other person's, no other host's and of no other challenge", async () => {
  const other = await stored();
  expect((await asserted({}, { publicKey: other.passkey.publicKey })).ok).toBe(false);
  expect((await asserted({}, { id: other.passkey.id })).ok).toBe(false);
  expect((await asserted({ userHandle: userHandleOf("quinn") })).ok).toBe(false);
  expect((await asserted({}, { host: "old.example.org" })).ok).toBe(false);
  const { authenticator, passkey } = await stored();
  const challenge = randomBytes(32).toString("base64url");
  const sent = { response: authenticator.sign(challenge), passkey, origin: ORIGIN, host: HOST };
  const wrong = await verifyAssertion({ ...sent, expectedChallenge: randomBytes(32) });
  expect(wrong.ok).toBe(false);
  // An answer to a request for a new key is none to a request for a signature, nor the other way round.
  const expectedChallenge = Buffer.from(challenge, "base64url");
  const response = authenticator.sign(challenge, { type: "webauthn.create" });
  expect((await verifyAssertion({ ...sent, response, expectedChallenge })).ok).toBe(false);
  expect((await verifyAssertion({ ...sent, expectedChallenge })).ok).toBe(true);
});

test("[P1] a counter that goes back, stays or is missing is no reason to refuse", async () => {
  const { authenticator, passkey } = await stored();
  for (const counter of [9, 3, 3, 0]) {
    const expectedChallenge = randomBytes(32);
    const response = authenticator.sign(expectedChallenge.toString("base64url"), { counter });
    const sent = { response, expectedChallenge, passkey, origin: ORIGIN, host: HOST };
    expect((await verifyAssertion(sent)).ok, String(counter)).toBe(true);
  }
});

test("[P1] what is no answer of a browser is refused before it is looked into, and nothing is thrown", async () => {
  const authenticator = new SoftAuthenticator(ORIGIN);
  const challenge = randomBytes(32);
  const response = authenticator.register(challenge.toString("base64url"));
  expect(readRegistration(JSON.stringify(response))?.id).toBe(authenticator.id);
  const sign = authenticator.sign(challenge.toString("base64url"));
  expect(readAssertion(JSON.stringify(sign))?.id).toBe(authenticator.id);
  for (const sent of ["", "null", "[", "{}", "[".repeat(50_000), "x".repeat(70_000)]) {
    expect(readRegistration(sent)).toBeNull();
    expect(readAssertion(sent)).toBeNull();
  }
  expect(readAssertion(JSON.stringify({ ...sign, id: "not/base64url" }))).toBeNull();
  for (const attestationObject of ["", "AAAA", "n".repeat(40_000), "gICA".repeat(9_000)]) {
    const broken = { ...response, response: { ...response.response, attestationObject } };
    const sent = { response: broken, expectedChallenge: challenge, origin: ORIGIN, host: HOST };
    expect((await verifyRegistration(sent)).ok).toBe(false);
  }
  const { passkey } = await stored();
  for (const authenticatorData of ["", "AAAA", "A".repeat(8_000)]) {
    const broken = { ...sign, response: { ...sign.response, authenticatorData } };
    const sent = { response: { ...broken, id: passkey.id, rawId: passkey.id }, passkey };
    const at = { expectedChallenge: challenge, origin: ORIGIN, host: HOST };
    expect((await verifyAssertion({ ...sent, ...at })).ok).toBe(false);
  }
});
