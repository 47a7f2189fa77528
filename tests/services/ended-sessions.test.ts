import { describe, expect, test } from "vitest";
import { endedSessions } from "#server/auth/ended-sessions.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";

const NOW = new Date("2026-03-02T12:00:00.000Z");
const clock = () => NOW;

async function sessions(expire: Readonly<Record<string, string>>) {
  const database = await freshDatabaseForTest();
  const { client } = database;
  await client.user.create({
    data: {
      id: "ana",
      email: "ana@example.org",
      name: "Ana",
      passwordHash: "-",
      workspaceAdmin: false,
      createdAt: NOW,
    },
  });
  for (const [id, at] of Object.entries(expire)) {
    const expiresAt = new Date(at);
    await client.session.create({ data: { id, userId: "ana", expiresAt, createdAt: NOW } });
  }
  return database;
}

describe("sessions of open rooms", () => {
  test("those that ran out or are gone have ended, the others stand", async () => {
    const database = await sessions({
      standing: "2026-03-02T12:00:01.000Z",
      longer: "2026-04-01T00:00:00.000Z",
      ranOut: "2026-03-02T11:59:59.000Z",
      now: "2026-03-02T12:00:00.000Z",
    });
    const asked = ["standing", "longer", "ranOut", "now", "never was"];
    const ended = await endedSessions({ database, clock }, asked);
    expect([...ended].sort()).toEqual(["never was", "now", "ranOut"]);
    await database.client.session.delete({ where: { id: "longer" } });
    expect([...(await endedSessions({ database, clock }, ["standing", "longer"]))]).toEqual([
      "longer",
    ]);
  });

  test("more than one statement takes are asked for too", async () => {
    const database = await sessions({ standing: "2026-03-03T12:00:00.000Z" });
    const many = Array.from({ length: 2_500 }, (_, index) => `gone-${index}`);
    const ended = await endedSessions({ database, clock }, [...many, "standing"]);
    expect(ended.size).toBe(2_500);
    expect(ended.has("standing")).toBe(false);
  });

  test("nobody in any room is no question", async () => {
    const database = await sessions({});
    expect((await endedSessions({ database, clock }, [])).size).toBe(0);
  });
});
