import { afterAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { encodeReceiptRequest, encodeSyncStep1 } from "#app/protocol/messages.ts";
import { encodeSyncStep2 } from "#tests/support/client-messages.ts";
import { readState } from "#server/rooms/update/accepted-update.ts";
import { editAtRandom } from "#tests/rooms/support/editing.ts";
import { pick, seeded } from "#tests/rooms/support/random.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { eventually, openStock, rootOf } from "#tests/rooms/support/stock.ts";
import { hostileMessage, type Loot } from "./hostile.ts";
import { RoomsProcess } from "./process.ts";
import { faultSeed, scaled, sleep } from "./scale.ts";

const MiB = 1024 * 1024;
const opened: RoomsProcess[] = [];
afterAll(async () => {
  for (const each of opened) await each.remove();
});

describe("hostile bytes", () => {
  const messages = scaled("FUZZ_MESSAGES", 200_000, 6_000);
  const attackers = 12;

  it(`from signed-in writers, ${messages} messages of them, harm nobody [R6, R7, R22]`, async () => {
    const seed = faultSeed("hostile bytes");
    const random = seeded(seed);
    const server = await RoomsProcess.prepare();
    opened.push(server);
    await server.start();

    const honest = ["ana", "ida"].map((who) => openStock(server, { who }));
    /** Of each honest editor: the latest updates, and the clock up to which they wrote. */
    const own = honest.map(({ doc, provider }) => {
      const mine = { id: doc.clientID, updates: [] as Uint8Array[], clock: 0 };
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin === provider) return;
        mine.updates.push(update);
        if (mine.updates.length > 60) mine.updates.shift();
        mine.clock = Math.max(mine.clock, Y.parseUpdateMeta(update).to.get(mine.id) ?? 0);
      });
      return mine;
    });
    await eventually("in sync", () => honest.every(({ provider }) => provider.synced));
    for (let edit = 0; edit < 40; edit += 1) editAtRandom(pick(random, honest).doc, random);
    await sleep(300);

    const loot = (): Loot => ({
      updates: own.flatMap(({ updates }) => updates),
      clientIds: own.map(({ id }) => id),
      doc: honest[0]!.doc,
    });
    let current = loot();
    let sent = 0;
    let isOver = false;
    const closes = new Map<number, number>();

    /** Sends one message after the other, and comes back whenever it is thrown out. */
    const attack = async (who: string) => {
      let client: RawClient | null = null;
      for (let n = 0; sent < messages; n += 1) {
        if (!client || client.closed) {
          if (client?.closed) {
            const { code } = client.closed;
            closes.set(code, (closes.get(code) ?? 0) + 1);
          }
          client = new RawClient(server, { who });
          await client.open();
          if (client.closed) continue;
          client.send(encodeSyncStep1(Uint8Array.of(0)));
          client.send(encodeSyncStep2(Uint8Array.of(0, 0)));
        }
        client.received.length = 0;
        client.send(hostileMessage(random, current));
        sent += 1;
        client.send(encodeReceiptRequest(2 ** 32 + n));
        const answered = client;
        // Either it is thrown out, or the barrier behind the message is answered.
        await client.until(
          `an answer to message ${sent} of seed ${seed}`,
          () =>
            answered.closed !== null ||
            answered.received.some(
              (m) => (m.type === "receipt" || m.type === "refused") && m.n === 2 ** 32 + n,
            ),
        );
      }
      client?.ws.terminate();
    };
    const working = (async () => {
      while (!isOver) {
        const { doc } = pick(random, honest);
        // Writers among the hostile may add text; it must not grow without end.
        if (rootOf(doc).length > 60) rootOf(doc).delete(0, 30);
        editAtRandom(doc, random);
        if (random() < 0.05) current = loot();
        await sleep(10);
      }
    })();
    // Its size when it serves two people who write, before any of this, and its largest after that.
    const { rss: started } = await server.state();
    let peak = 0;
    const watching = (async () => {
      while (!isOver) {
        const { rss } = await server.state();
        peak = Math.max(peak, rss);
        await sleep(100);
      }
    })();
    await Promise.all(
      Array.from({ length: attackers }, (_, index) => attack(`mallory${index % 3}`)),
    );
    isOver = true;
    await Promise.all([working, watching]);
    expect(sent).toBeGreaterThanOrEqual(messages);

    const text = () => honest.map(({ doc }) => rootOf(doc).toString());
    await eventually(`seed ${seed}: the honest agree`, () => new Set(text()).size === 1);
    expect(honest.every(({ provider }) => provider.wsconnected)).toBe(true);
    const reader = new RawClient(server, { who: "reader" });
    await reader.join();
    expect(rootOf(reader.doc()).toString(), `seed ${seed}`).toBe(text()[0]);
    expect(reader.doc().store.pendingStructs, `seed ${seed}`).toBeNull();
    // Nothing is kept in the name of the honest that they did not write.
    const { clocks } = readState(Y.encodeStateAsUpdate(reader.doc()));
    for (const { id, clock } of own) expect(clocks.get(id), `seed ${seed}`).toBe(clock);
    expect([...reader.doc().share.keys()]).toEqual(["default"]);
    expect(closes.get(4400), "the gate was reached").toBeGreaterThan(messages / 100);
    expect(closes.get(4409), "names were forged").toBeGreaterThan(0);
    console.log(
      `${sent} hostile messages: closed ${JSON.stringify([...closes])}; ` +
        `memory ${Math.round(started / MiB)} MB, at most ${Math.round(peak / MiB)} MB`,
    );
    expect(peak).toBeGreaterThan(0);
    expect(peak - started).toBeLessThan(50 * MiB);
    reader.ws.terminate();
  });
});
