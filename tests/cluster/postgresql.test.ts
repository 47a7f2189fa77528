import { describe, expect, it, onTestFinished } from "vitest";
import { CutOff } from "#tests/rooms/faults/cut-off.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { eventually } from "#tests/rooms/support/stock.ts";
import { IS_POSTGRESQL, openCluster } from "./support/clusters.ts";

describe.skipIf(!IS_POSTGRESQL)("processes on one PostgreSQL", () => {
  it("hear what the others say, in order, and not themselves [R23]", async () => {
    const { url } = await freshDatabaseForTest();
    const [one, other, third] = [
      await openCluster(url),
      await openCluster(url),
      await openCluster(url),
    ];
    for (let sequence = 1; sequence <= 500; sequence += 1) {
      one.publish({ kind: "closed", documentId: `draft-${sequence}` });
    }
    for (const each of [other, third]) {
      await eventually("heard", () => each.heard.length === 500);
      expect(each.heard.map(({ from }) => from)).toEqual(Array(500).fill(one.processId));
      expect(
        each.heard.map(({ message }) => "documentId" in message && message.documentId),
      ).toEqual(Array.from({ length: 500 }, (_, index) => `draft-${index + 1}`));
    }
    expect(one.heard).toEqual([]);
    expect(one.stats()).toMatchObject({ isConnected: true, sent: expect.any(Number) });
  });

  it("of different databases do not hear each other", async () => {
    const [here, there] = [await freshDatabaseForTest(), await freshDatabaseForTest()];
    const one = await openCluster(here.url);
    const stranger = await openCluster(there.url);
    const other = await openCluster(here.url);
    one.publish({ kind: "recorded" });
    await eventually("heard", () => other.heard.length === 1);
    expect(stranger.heard).toEqual([]);
    expect(stranger.stats().processes).toBe(1);
  });

  it("know of each other, and at once of one that stops [R24]", async () => {
    const { url } = await freshDatabaseForTest();
    const one = await openCluster(url);
    const other = await openCluster(url);
    await eventually("found", () => one.found.includes(other.processId));
    await eventually("counted", () => one.stats().processes === 2);
    await other.close();
    await eventually("lost", () => one.lost.includes(other.processId));
    expect(one.stats().processes).toBe(1);
  });

  it("lose one that stops, also where it had been silent and tells of its people once more [R24]", async () => {
    const { url, client } = await freshDatabaseForTest();
    const one = await openCluster(url);
    const presence = { kind: "presence", documentId: "draft", sequence: 0, states: [], gone: [] };
    const last = JSON.stringify({ from: "other", messages: [presence, { kind: "stopping" }] });
    await client.$queryRaw`SELECT 1 FROM (SELECT pg_notify('coalition_desk', ${last})) AS told`;
    await eventually("told of its people", () => one.heard.length > 0);
    await eventually("lost", () => one.lost.includes("other"));
    expect(one.stats().processes).toBe(1);
  });

  it("lose one that says nothing any more within two seconds, and none that goes on [R24]", async () => {
    const { url, client } = await freshDatabaseForTest();
    const scheduler = new VirtualScheduler();
    const one = await openCluster(url, scheduler);
    const alive = async (beat: number) => {
      const before = one.stats().received;
      const sign = JSON.stringify({ from: "other", messages: [{ kind: "alive", beat }] });
      await client.$queryRaw`SELECT 1 FROM (SELECT pg_notify('coalition_desk', ${sign})) AS told`;
      await eventually("heard", () => one.stats().received > before);
    };
    for (let beat = 1; beat <= 5; beat += 1) {
      await alive(beat);
      await scheduler.pass(500);
    }
    await alive(6);
    await scheduler.pass(1_500);
    expect(one.lost).toEqual([]);
    await scheduler.pass(500);
    expect(one.lost).toEqual(["other"]);
  });

  it("connect again when their connection breaks, say so, and find each other again [R23]", async () => {
    const database = await freshDatabaseForTest();
    const one = await openCluster(database.url);
    const other = await openCluster(database.url);
    await eventually("found", () => one.found.length === 1 && other.found.length === 1);
    await database.client.$queryRawUnsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_notify%'`,
    );
    await eventually("back", () => one.connections > 1 && other.connections > 1);
    one.publish({ kind: "recorded" });
    await eventually("heard again", () =>
      other.heard.some(({ message }) => message.kind === "recorded"),
    );
    expect(one.stats().isConnected).toBe(true);
  });

  it("connect anew where the database says nothing any more, and stop all the same [R21, R23]", async () => {
    const { url } = await freshDatabaseForTest();
    const way = await CutOff.before(url);
    onTestFinished(() => way.close());
    const one = await openCluster(way.url);
    const other = await openCluster(url);
    await eventually("found", () => other.found.includes(one.processId));
    way.silence();
    await eventually("noticed", () => !one.stats().isConnected);
    await eventually("lost", () => other.lost.includes(one.processId));
    way.mend();
    await eventually("back", () => one.stats().isConnected);
    way.silence();
    await one.close();
    expect(one.stats().isConnected).toBe(false);
  });

  it("lose what they say while the connection is away, and fail at nothing [R23]", async () => {
    const one = await openCluster((await freshDatabaseForTest()).url);
    await one.close();
    one.publish({ kind: "recorded" });
    expect(one.stats().isConnected).toBe(false);
  });
});
