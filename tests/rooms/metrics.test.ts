import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually } from "./support/stock.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

it.skipIf(IN_SEVERAL_PROCESSES)(
  "the metrics tell of connections, rooms, commits and refusals, and name nobody",
  async () => {
    const metrics = new Registry();
    const roomServer = await openRoomServer({ options: { metrics } });
    const ana = new RawClient(roomServer);
    const olga = new RawClient(roomServer, { who: "olga" });
    await Promise.all([ana.join(), olga.join()]);
    ana.write("secret words");
    await ana.barrier();
    olga.write("not hers to write");
    await olga.barrier();
    ana.ws.send("text");
    await ana.close();
    await eventually("gone", () => roomServer.rooms.stats().connections === 1);
    const text = await metrics.metrics();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    expect(value("rooms_open")).toBe(1);
    expect(value("rooms_connections")).toBe(1);
    expect(value("rooms_joining")).toBe(0);
    expect(value("rooms_held_bytes")).toBeGreaterThan(0);
    expect(value("rooms_waiting_receipts")).toBe(0);
    expect(value("rooms_committed_updates_total")).toBe(1);
    expect(value("rooms_commit_seconds_count")).toBe(1);
    expect(value(`rooms_refused_barriers_total{code="read-only"}`)).toBe(1);
    expect(value(`rooms_closed_total{code="4400"}`)).toBe(1);
    expect(value(`rooms_closed_total{code="4409"}`)).toBe(0);
    expect(text).not.toMatch(/secret|ana|olga|user|draft-1|127\.0\.0\.1/i);
  },
);
