import { describe, expect, it } from "vitest";
import { statementText } from "#app/domain/sign-off-statement.ts";
import { coseKey } from "#server/sign-off-proof/cose-key.ts";
import { faultInProof } from "#server/sign-off-proof/fault.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { ALGORITHMS, proofOf, STATEMENT } from "./proofs.ts";

const { nonce: _nonce, ...SIGNED } = STATEMENT;

describe("[P2] a passkey's proof of a sign-off", () => {
  it("signs a statement that is written in one way alone", () => {
    expect(statementText(STATEMENT)).toBe(
      `{"decision":"approved","format":"coalition-desk/sign-off/1","hash":"${STATEMENT.hash}","nonce":"${STATEMENT.nonce}","organizationId":"organization-1","userId":"person-1","versionId":"version-2"}`,
    );
    const { decision, hash, ...rest } = STATEMENT;
    const shuffled = { hash, ...rest, decision, more: "is no part of it" };
    expect(statementText(shuffled)).toBe(statementText(STATEMENT));
  });

  it.each(ALGORITHMS)("holds by a key of %s", (algorithm) => {
    expect(faultInProof(proofOf(STATEMENT, { algorithm }), SIGNED)).toBeNull();
  });

  it.each([
    ["versionId", "version-3"],
    ["hash", "0".repeat(64)],
    ["userId", "person-2"],
    ["organizationId", "organization-2"],
    ["decision", "changes-requested"],
  ] as const)("proves nothing with another %s", (part, other) => {
    expect(faultInProof(proofOf(STATEMENT), { ...SIGNED, [part]: other })).toBe(
      "the key signed another statement",
    );
  });

  it.each(ALGORITHMS)("of %s fails with any one of its columns changed", (algorithm) => {
    const proof = proofOf(STATEMENT, { algorithm });
    // Of another key, for another statement: each by itself is what it should be.
    const nonce = Buffer.alloc(32, 8).toString("base64url");
    const origin = "http://other.localhost";
    const others = proofOf({ ...STATEMENT, nonce }, { algorithm, origin });
    for (const column of Object.keys(proof) as (keyof typeof proof)[]) {
      if (column === "credentialId") continue;
      expect(faultInProof({ ...proof, [column]: others[column] }, SIGNED), column).not.toBeNull();
      for (const damaged of ["", `${proof[column]}A`, proof[column].slice(0, -4), "?"]) {
        const fault = faultInProof({ ...proof, [column]: damaged }, SIGNED);
        expect(fault, `${column}: ${damaged}`).not.toBeNull();
      }
    }
  });

  it("fails by any bit of signature, authenticator's data or client's data that flipped", () => {
    const proof = proofOf(STATEMENT);
    for (const column of ["signature", "authenticatorData", "clientData"] as const) {
      const bytes = Buffer.from(proof[column], "base64url");
      for (let at = 0; at < bytes.length; at += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
        const changed = { ...proof, [column]: flipped.toString("base64url") };
        expect(faultInProof(changed, SIGNED), `${column} ${at}`).not.toBeNull();
      }
    }
  });

  it.each([
    ["nobody at the key", { isPresent: false }, "nobody was at the key"],
    ["nobody verified", { isVerified: false }, "the key did not verify who used it"],
    ["another site", { origin: "https://evil.example" }, "the key signed on another site"],
    ["another host's key", { host: "evil.localhost" }, "the key was made for another host"],
    ["a frame", { more: { crossOrigin: true } }, "the key signed within another site"],
    [
      "a registration's answer",
      { type: "webauthn.create" },
      "the key did not sign what a browser asked it",
    ],
    [
      "client data that are none",
      { more: { challenge: null } },
      "the key signed another statement",
    ],
  ])("proves nothing with %s, though the signature fits", (_, said, why) => {
    expect(faultInProof(proofOf(STATEMENT, { said }), SIGNED)).toBe(why);
  });

  it("proves nothing by a signature of the statement's text itself", () => {
    const proof = proofOf(STATEMENT, { challenge: statementText(STATEMENT) });
    expect(faultInProof(proof, SIGNED)).toBe("the key signed another statement");
  });

  it("is of the site that it names, by https, or on this machine", () => {
    const at = (origin: string) => proofOf(STATEMENT, { origin });
    expect(faultInProof(at("https://desk.example.org"), SIGNED)).toBeNull();
    expect(faultInProof(at("https://desk.example.org:8443"), SIGNED)).toBeNull();
    expect(faultInProof(at("http://desk.example.org"), SIGNED)).toBe(
      "the key signed on another site",
    );
    const evil = at("https://evil.example");
    expect(faultInProof({ ...evil, host: "desk.example.org" }, SIGNED)).not.toBeNull();
  });

  it("counts for nothing whether the counter goes back", () => {
    const key = new SoftAuthenticator();
    for (const counter of [7, 3, 0]) {
      expect(faultInProof(proofOf(STATEMENT, { key, said: { counter } }), SIGNED)).toBeNull();
    }
  });
});

/** A map of whole numbers to whole numbers and bytes, in CBOR. */
function cborMap(...entries: readonly (readonly [number, number | Uint8Array])[]): Buffer {
  const part = (value: number | Uint8Array) =>
    typeof value === "number"
      ? Buffer.from([value < 0 ? 0x1f - value : value])
      : Buffer.concat([Buffer.from([0x58, value.length]), value]);
  return Buffer.concat([Buffer.from([0xa0 | entries.length]), ...entries.flat().map(part)]);
}

describe("a COSE key", () => {
  const x = Buffer.alloc(32, 1);

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["no map", Buffer.from([1])],
    ["of a kind that passkeys don't have", cborMap([1, 4], [3, 5], [-1, x])],
    ["with another algorithm than its kind", cborMap([1, 2], [3, -8], [-1, 1], [-2, x], [-3, x])],
    ["of another curve", cborMap([1, 2], [3, -7], [-1, 2], [-2, x], [-3, x])],
    ["not on its curve", cborMap([1, 2], [3, -7], [-1, 1], [-2, x], [-3, x])],
    ["cut off", cborMap([1, 2], [3, -7], [-1, 1], [-2, x], [-3, x]).subarray(0, 40)],
    ["with a label twice", cborMap([1, 1], [1, 1], [3, -8], [-1, 6], [-2, x])],
    ["with bytes behind it", Buffer.concat([cborMap([1, 1], [3, -8], [-1, 6], [-2, x]), x])],
    ["longer than it is", Buffer.from([0xa1, 1, 0x5a, 0xff, 0xff, 0xff, 0xff])],
    ["deeper than it is", Buffer.alloc(4000, 0xa1)],
    ["longer than any", Buffer.alloc(5000)],
  ])("is none: %s", (_, bytes) => {
    expect(coseKey(bytes)).toBeNull();
  });
});
