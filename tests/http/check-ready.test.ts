import { describe, expect, it } from "vitest";
import { NotReady } from "#server/http/ready.ts";
import { checkReady, readyWarning } from "#server/start/check-ready.ts";

type CheckedParts = Parameters<typeof checkReady>[0];
type Saving = ReturnType<CheckedParts["rooms"]["saving"]>;

const none = { problem: () => null };
const saving = (health: Saving) => ({ saving: () => health });
const answering = (answer: () => Promise<unknown>) =>
  ({ client: { $queryRawUnsafe: answer } }) as unknown as CheckedParts["database"];

const WELL: CheckedParts = {
  isStopping: false,
  ownProcess: none,
  pages: none,
  database: answering(async () => [1]),
  rooms: saving("saving"),
};

const failed = (parts: Partial<CheckedParts>) =>
  checkReady({ ...WELL, ...parts }).then(
    () => null,
    (error: unknown) => (error instanceof NotReady ? [error.check, error.message] : error),
  );

describe("a process", () => {
  it("is ready where nothing keeps it from serving, and where a draft could not be saved just now", async () => {
    expect(await failed({})).toBeNull();
    expect(await failed({ rooms: saving("not-saving") })).toBeNull();
  });

  it.each<[string, Partial<CheckedParts>, string]>([
    ["stopping", { isStopping: true }, "stopping"],
    ["process", { ownProcess: { problem: () => "another schema" } }, "another schema"],
    ["pages", { pages: { problem: () => "no build" } }, "no build"],
    [
      "database",
      { database: answering(() => Promise.reject(new Error("it is gone"))) },
      "it is gone",
    ],
    [
      "saving",
      { rooms: saving("not-saving-for-long") },
      "nothing could be written into the database for a minute",
    ],
  ])("is not ready where the check %s fails, and says why", async (check, parts, why) => {
    expect(await failed(parts)).toEqual([check, why]);
  });

  it("warns from the first commit that failed, and not before", () => {
    const said = (["saving", "not-saving", "not-saving-for-long"] as const).map((health) =>
      readyWarning(saving(health)),
    );
    expect(said).toEqual([null, "not saving", "not saving"]);
  });
});
