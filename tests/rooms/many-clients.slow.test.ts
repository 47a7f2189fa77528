import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { encodeSyncStep1 } from "#app/protocol/messages.ts";
import { encodeSyncStep2 } from "#tests/support/client-messages.ts";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { validate } from "#server/rooms/update/validator.ts";
import { loopHeldMs } from "#tests/support/processor-time.ts";
import { openRoomServer, workersInProcess } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { sessionsOf } from "./support/sessions.ts";
import { turns } from "./support/stock.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { done } from "#app/domain/refusal.ts";
import { NO_PAINT } from "#app/document/rendering/text-paint.ts";

const NO_CONFLICTS = { steps: 0, items: 400_000, widest: 0, group: 1 };
const MOST = 8 * 1024 * 1024;
const HOUR_MS = 60 * 60_000;
const nobody = () => "nobody" as const;

/** Answers each of the server's steps 1 with what it lacks, as a stock client does. */
function answering(client: RawClient, doc: Y.Doc): { readonly answered: number } {
  let seen = 0;
  const state = { answered: 0 };
  client.ws.on("message", () => {
    for (const message of client.received.slice(seen)) {
      seen += 1;
      if (message.type !== "step1") continue;
      state.answered += 1;
      client.send(encodeSyncStep2(Y.encodeStateAsUpdate(doc, message.bytes)));
    }
  });
  return state;
}

const boundTo = async (roomServer: Awaited<ReturnType<typeof openRoomServer>>) => {
  const [row] = await roomServer.fixture.database.client.$queryRawUnsafe<{ n: number | bigint }[]>(
    `SELECT COUNT(*) AS "n" FROM "DraftBinding"`,
  );
  return Number(row?.n ?? 0);
};

describe("a first sync under many client ids", () => {
  it("of offline work gets through whole, in parts, with nothing refused for its ids [R34]", async () => {
    const roomServer = await openRoomServer({ limits: { newClientsPerMessage: 100 } });
    const own = new Y.Doc();
    Y.applyUpdate(own, sessionsOf(1_050));
    const ana = new RawClient(roomServer);
    await ana.open();
    const state = answering(ana, own);
    ana.send(encodeSyncStep1(Uint8Array.of(0)));
    // A client's first barrier follows its own step 2 (R11).
    await expect.poll(() => state.answered).toBeGreaterThan(0);
    await expect.poll(() => ana.barrier(), { interval: 50 }).toBe("receipt");
    expect(state.answered).toBe(11);
    expect(ana.closed).toBeNull();
    expect(await boundTo(roomServer)).toBe(1_050);
    const late = new RawClient(roomServer, { who: "ida" });
    await late.join();
    expect(Y.encodeStateVector(late.doc())).toEqual(Y.encodeStateVector(own));
  });

  it("takes as many ids in one message as may be, and one more in two [R34]", () => {
    const bounds = { bytes: MOST, newClients: 100 };
    const whole = validate(sessionsOf(100), new StateIndex(), nobody, bounds);
    expect(whole).toMatchObject({ kind: "accepted", isPart: false });
    const part = validate(sessionsOf(101), new StateIndex(), nobody, bounds);
    if (part.kind !== "accepted") throw new Error(part.kind);
    expect([part.isPart, part.unboundClients.length, part.update.sections.length]).toEqual([
      true,
      100,
      100,
    ]);
    // An update that is taken can be worked in as it is.
    const doc = new Y.Doc();
    Y.applyUpdate(doc, part.update.bytes);
    expect(doc.store.pendingStructs).toBeNull();
  });

  it("of more than a person's hour waits for it, while others write; ids of what waits are not bound [R34]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      // Nobody's liveness is looked at here, in whatever time passes.
      limits: { newClientsPerMessage: 100, newClientsPerHour: 300, pingMs: 2 * HOUR_MS },
      options: { scheduler },
    });
    const own = new Y.Doc();
    Y.applyUpdate(own, sessionsOf(5_000));
    const ana = new RawClient(roomServer);
    await ana.open();
    answering(ana, own);
    ana.send(encodeSyncStep1(Uint8Array.of(0)));
    await expect.poll(() => boundTo(roomServer)).toBe(300);
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    ida.write("meanwhile");
    expect(await ida.barrier()).toBe("receipt");
    // A third of an hour brings the hundred of one more part; less does not.
    await scheduler.pass(HOUR_MS / 3 - 60_000);
    await turns();
    expect(await boundTo(roomServer)).toBe(301);
    await scheduler.until("a part more", async () => (await boundTo(roomServer)) > 301, 30_000);
    expect(await boundTo(roomServer)).toBe(401);
    expect(ana.closed).toBeNull();
  });

  it("of 400,000 ids in one message is refused before it is taken apart [R34]", () => {
    // It says how many, and ends: whoever reads on finds that.
    const number = [0x80, 0xb5, 0x18];
    const refused = { kind: "malformed", why: "too many clients" };
    const whole = new Uint8Array(1_000_000);
    whole.set(number);
    for (const update of [Uint8Array.from(number), whole]) {
      expect(validate(update, new StateIndex(), nobody, MOST)).toEqual(refused);
    }
  });
});

describe("a draft that 400,000 client ids have written in", () => {
  it("is joined, and joined again, without blocking the others [R34]", async () => {
    let measurements = 0;
    const roomServer = await openRoomServer({
      limits: { joinMs: 60_000 },
      // Drawing and measuring it is a worker's: in this thread it would block what is measured.
      options: {
        workers: {
          ...workersInProcess,
          paint: async () => done(NO_PAINT),
          conflicts: async () => {
            measurements += 1;
            return done({ before: NO_CONFLICTS, after: NO_CONFLICTS });
          },
        },
      },
    });
    const { database, documentId } = roomServer.fixture;
    const whole = sessionsOf(400_000);
    const [{ sequence } = { sequence: 0 }] = await database.client.document.findMany({
      where: { id: documentId },
      select: { sequence: true },
    });
    await database.client.draftUpdate.deleteMany({ where: { documentId } });
    const base = { sequence, bytes: new Uint8Array(whole), writtenAt: new Date() };
    await database.client.draftBase.upsert({
      where: { documentId },
      create: { documentId, ...base },
      update: base,
    });
    await database.client.$executeRawUnsafe(
      `INSERT INTO "DraftBinding" ("documentId", "clientId", "userId", "boundAt")
        SELECT '${documentId}', one."n" * 1000 + two."n", 'somebody', '2026-01-01T00:00:00.000+00:00'
        FROM (${counting(400)}) AS one, (${counting(1_000)}) AS two`,
    );
    const joined = async (who: string) => {
      const [held] = await loopHeldMs(async () => {
        const client = new RawClient(roomServer, { who });
        await client.join();
        client.write(who);
        expect(await client.barrier()).toBe("receipt");
      });
      return held;
    };
    const blocked = [await joined("ana"), await joined("ida"), await joined("ana")];
    console.info(`blocked for at most ${blocked.join(", ")} ms at each join`);
    // 16 s and 9 s before; the client that runs in this process has its part in it.
    expect(Math.max(...blocked)).toBeLessThan(2_000);
    // Each process measures for itself.
    expect(measurements).toBeLessThanOrEqual(IN_SEVERAL_PROCESSES ? 6 : 2);
  }, 120_000);
});

/** The numbers from 0 on, in a statement of either database. */
function counting(to: number): string {
  return `WITH RECURSIVE c("n") AS (SELECT 0 UNION ALL SELECT "n" + 1 FROM c WHERE "n" < ${to - 1}) SELECT "n" FROM c`;
}
