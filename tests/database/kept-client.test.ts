import { describe, expect, inject, it } from "vitest";
import { CAST } from "#tests/support/cast.ts";
import { organizationRow } from "#tests/support/cast-rows.ts";
import { freshDatabase, freshDatabaseForTest } from "#tests/support/database.ts";

const isSqlite = inject("databaseTemplate").provider === "sqlite";
const row = organizationRow(CAST.drafter.organization);

describe("the database of a test", () => {
  it("is the next one's by no statement that an earlier test makes too late", async () => {
    const before = await freshDatabase();
    expect(await before.client.organization.count()).toBe(0);
    await before.remove();
    const next = await freshDatabaseForTest();
    expect(await next.client.organization.count()).toBe(0);
    const late = before.client.organization.create({ data: row });
    await expect(late).rejects.toThrow(isSqlite ? "Unable to open" : "does not exist");
    expect(await next.client.organization.count()).toBe(0);
  });

  it("is the next one's by no transaction that an earlier test left open", async () => {
    const before = await freshDatabase();
    let goOn = () => {};
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const left = before.client.$transaction(
      async (tx) => {
        await tx.organization.count();
        begun();
        await waits;
        await tx.organization.create({ data: row });
      },
      { timeout: 3_000 },
    );
    const ended = left.then(
      () => "committed",
      (error: Error) => error.name,
    );
    await hasBegun;
    await before.remove();
    const next = await freshDatabaseForTest();
    expect(await next.client.organization.count()).toBe(0);
    goOn();
    expect(await ended).toMatch(/Error/u);
    expect(await next.client.organization.count()).toBe(0);
  });
});
