import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { AuthenticatorClaims } from "#tests/support/soft-authenticator.ts";
import { faultInProof } from "#server/sign-off-proof/fault.ts";
import { ALGORITHMS, fileOf, proofOf, STATEMENT, type SignOffFile } from "./proofs.ts";

const SCRIPT = path.resolve("public/verify-sign-off.mjs");

interface Verified {
  readonly holds: boolean;
  readonly checks: readonly { readonly words: string; readonly holds: boolean }[];
}
const { verifySignOff } = (await import(/* @vite-ignore */ SCRIPT)) as {
  verifySignOff(file: unknown): Promise<Verified>;
};

const failed = async (file: unknown) =>
  (await verifySignOff(file)).checks.filter(({ holds }) => !holds).map(({ words }) => words);

/** The script alone in a folder, run by Node without a network or packages. */
async function run(text: string): Promise<{ readonly code: number; readonly printed: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "sign-off-"));
  try {
    const file = path.join(folder, "sign-off.json");
    await writeFile(file, text);
    const ran = promisify(execFile)(process.execPath, [SCRIPT, file], { cwd: folder, env: {} });
    const { stdout } = await ran;
    return { code: 0, printed: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, printed: stdout };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The file with one of its members, by its path, changed. */
function changed(file: SignOffFile, at: readonly string[], value: unknown): unknown {
  const [first = "", ...rest] = at;
  const part = (file as unknown as Record<string, unknown>)[first];
  const next = rest.length === 0 ? value : changed(part as SignOffFile, rest, value);
  return { ...file, [first]: next };
}

/** The paths of all values in it. */
function pathsIn(part: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof part !== "object" || part === null) return [at];
  return Object.entries(part).flatMap(([name, value]) => pathsIn(value, [...at, name]));
}

describe("[P2] the script that checks a sign-off without the workspace", () => {
  it.each(ALGORITHMS)("finds that a sign-off by a key of %s holds", async (algorithm) => {
    const file = fileOf(STATEMENT, proofOf(STATEMENT, { algorithm }));
    expect(await failed(file)).toEqual([]);
    expect((await verifySignOff(file)).holds).toBe(true);
  });

  it("says so, and for whom, when Node alone runs it", async () => {
    const file = fileOf(STATEMENT, proofOf(STATEMENT));
    const { code, printed } = await run(JSON.stringify(file));
    expect(code).toBe(0);
    expect(printed).toContain("Pia (person-1) signed off on version 2 of “Request”,");
    expect(printed).toContain(`Line 9 of the record: ${file.lines.decision.hash}`);
    expect(printed).not.toContain("NO ");
  });

  it("is begun behind a link, too: to say nothing would look as if it held", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "sign-off-"));
    const linked = path.join(folder, "verify.mjs");
    await symlink(SCRIPT, linked);
    await writeFile(path.join(folder, "none.json"), "{}");
    for (const options of [["--preserve-symlinks-main"], []]) {
      const begun = [...options, linked, path.join(folder, "none.json")];
      const ran = promisify(execFile)(process.execPath, begun, { env: {} });
      await expect(ran).rejects.toMatchObject({ code: expect.any(Number) });
    }
    await rm(folder, { recursive: true });
  });

  it("fails where the text of the version is another, and says which step it was", async () => {
    const file = changed(fileOf(STATEMENT, proofOf(STATEMENT)), ["version", "content"], "{}");
    const { code, printed } = await run(JSON.stringify(file));
    expect(code).toBe(1);
    expect(printed).toContain("NO   The version's text has the hash that was signed.");
    expect(printed).toContain("This file proves no sign-off.");
  });

  it("can't be brought to an answer by what is no sign-off", async () => {
    expect((await run("no JSON")).code).toBe(2);
    for (const other of [null, {}, [], 5, { statement: {}, proof: {}, version: {}, lines: {} }]) {
      expect((await run(JSON.stringify(other))).code, JSON.stringify(other)).toBe(1);
    }
    const empty = {
      statement: {},
      proof: {},
      version: {},
      lines: { registration: {}, decision: {} },
    };
    expect((await run(JSON.stringify(empty))).code).toBe(1);
  });

  it("finds every value that was changed but those that it says are not signed", async () => {
    const file = fileOf(STATEMENT, proofOf(STATEMENT));
    const unseen: string[] = [];
    for (const at of pathsIn(file)) {
      for (const other of ["other", 5]) {
        if ((await verifySignOff(changed(file, at, other))).holds) unseen.push(at.join("."));
      }
    }
    expect([...new Set(unseen)]).toEqual([
      "proof.credentialId",
      "version.number",
      "named.person",
      "named.organization",
      "named.document",
      "named.workspace",
    ]);
  });

  it("refuses a key that was put in its place, with a registration forged for it", async () => {
    const honest = proofOf(STATEMENT);
    const forged = proofOf(STATEMENT);
    const { lines } = fileOf(STATEMENT, honest);
    const file = fileOf(STATEMENT, forged);
    expect(await failed({ ...file, lines })).toEqual([
      "It says that this person added a key with this fingerprint",
      "It says that this person decided so on this version, for this organization, with this key",
    ]);
    const registration = { ...lines.registration, details: file.lines.registration.details };
    expect(await failed({ ...file, lines: { ...lines, registration } })).toContain(
      "The line of the key's registration is as it was hashed",
    );
  });

  it("refuses a key that was added after the decision", async () => {
    const file = fileOf(STATEMENT, proofOf(STATEMENT));
    const { registration, decision } = fileOf(STATEMENT, proofOf(STATEMENT)).lines;
    const later = changed(file, ["lines"], {
      registration: { ...registration, sequence: 10 },
      decision,
    });
    expect(await failed(later)).toContain("The key was added before");
  });

  it("refuses a key that was made through another organization", async () => {
    const proof = proofOf(STATEMENT);
    expect(await failed(fileOf(STATEMENT, proof, STATEMENT.organizationId))).toEqual([]);
    expect(await failed(fileOf(STATEMENT, proof, "another"))).toEqual([
      "That key is the person's own, or made through the organization for which they decided",
    ]);
  });

  it("refuses what the program refuses, and nothing else", async () => {
    const { nonce: _nonce, ...signed } = STATEMENT;
    const cases: AuthenticatorClaims[] = [
      {},
      { isVerified: false },
      { isPresent: false },
      { isBackedUp: false },
      { counter: 9 },
      { origin: "https://evil.example" },
      { host: "evil.localhost" },
      { more: { crossOrigin: true } },
      { more: { crossOrigin: undefined } },
      { more: { crossOrigin: "no" } },
      { type: "webauthn.create" },
      { more: { other: "members, as Chromium adds them" } },
      { more: { challenge: "another" } },
    ];
    for (const said of cases) {
      const proof = proofOf(STATEMENT, { said });
      const script = await verifySignOff(fileOf(STATEMENT, proof));
      expect(script.holds, JSON.stringify(said)).toBe(faultInProof(proof, signed) === null);
    }
  });
});
