import * as argon2 from "@node-rs/argon2";
import { describe, expect, it, vi } from "vitest";
import { FROM, PASSWORD, openCoalition } from "./workspace.ts";

vi.mock("@node-rs/argon2", async (importOriginal) => {
  const original = await importOriginal<typeof argon2>();
  return { ...original, verify: vi.fn<typeof argon2.verify>(original.verify) };
});

/** The work of checking an argon2id hash, as its parameters tell it. */
function parametersOf(hash: unknown): string {
  return /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+/.exec(String(hash))?.[0] ?? "not argon2id";
}

describe("whether an address has an account", () => {
  it("makes no difference to the work that a wrong password causes", async () => {
    const { auth, database } = await openCoalition();
    await database.client.user.update({
      where: { email: "drafter@example.org" },
      data: { passwordHash: await auth.hashPassword(PASSWORD) },
    });
    const verify = vi.mocked(argon2.verify);
    const workFor = async (email: string) => {
      verify.mockClear();
      await auth.signIn(email, "certainly not this one", FROM);
      return verify.mock.calls.map(([hash]) => parametersOf(hash));
    };
    const known = await workFor("drafter@example.org");
    expect(known).toEqual(["$argon2id$v=19$m=19456,t=2,p=1"]);
    expect(await workFor("nobody@example.org")).toEqual(known);
  });
});
