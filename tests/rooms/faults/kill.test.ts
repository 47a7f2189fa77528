import { afterAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { editAtRandom } from "#tests/rooms/support/editing.ts";
import { below, pick, seeded } from "#tests/rooms/support/random.ts";
import { eventually, rootOf } from "#tests/rooms/support/stock.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { RoomsProcess } from "./process.ts";
import { faultSeed, scaled, sleep } from "./scale.ts";
import { Witness } from "./witness.ts";

const WRITERS = 20;
const opened: RoomsProcess[] = [];
const witnesses: Witness[] = [];
afterAll(async () => {
  for (const witness of witnesses) witness.disconnect();
  for (const each of opened) await each.remove();
});

async function openServer(): Promise<RoomsProcess> {
  const server = await RoomsProcess.prepare();
  opened.push(server);
  await server.start();
  return server;
}

function openWitnesses(count: number, prefix: string): Witness[] {
  const made = Array.from({ length: count }, (_, index) => new Witness(`${prefix}${index}`));
  witnesses.push(...made);
  return made;
}

/** Connects them, again where a socket was closed because its machine was slow, until that holds. */
async function joined(
  those: readonly Witness[],
  server: RoomsProcess,
  what: string,
  holds: (each: Witness) => boolean = (each) => each.isSynced,
): Promise<void> {
  for (const each of those) each.connect(server.origin);
  await eventually(
    what,
    () => {
      for (const each of those) if (each.closed !== null) each.connect(server.origin);
      return those.every(holds);
    },
    2 * PATIENCE_MS,
  );
}

/** The server's text, read by somebody who knows nothing. */
async function readAll(server: RoomsProcess): Promise<Uint8Array> {
  const reader = new Witness("reader");
  await joined([reader], server, "a reader in sync", (each) => each.isSettled);
  reader.disconnect();
  return Y.encodeStateAsUpdate(reader.doc);
}

describe("a server that is killed", () => {
  const rounds = scaled("FAULT_ROUNDS", 50, 5, 3);

  it(`loses nothing that had a receipt or had been shown, in ${rounds} rounds [R9, R10, R11]`, async () => {
    const seed = faultSeed("killed under load");
    const random = seeded(seed);
    const server = await openServer();
    const writers = openWitnesses(WRITERS, "writer");
    const readers = openWitnesses(3, "watcher");
    const everybody = [...writers, ...readers];
    let receipts = 0;
    for (let round = 1; round <= rounds; round += 1) {
      await joined(everybody, server, "all in sync");
      const until = performance.now() + 300 + below(random, 1_500);
      while (performance.now() < until) {
        for (let edits = below(random, 8); edits > 0; edits -= 1) {
          editAtRandom(pick(random, writers).doc, random);
        }
        await sleep(below(random, 12));
      }
      await server.end("SIGKILL");
      // Updates on their way when it died arrived, or did not; nobody hears more of them.
      await eventually("all cut off", () => everybody.every((each) => each.closed !== null));
      await server.start();
      const kept = await readAll(server);
      for (const each of everybody) {
        const where = `round ${round} of seed ${seed}, ${each.who}`;
        expect(each.receipted.missingIn(kept), `${where}, receipts`).toEqual([]);
        expect(each.shown.missingIn(kept), `${where}, shown`).toEqual([]);
        receipts += each.receipted.clocks.size;
      }
    }
    expect(receipts, "receipts were given at all").toBeGreaterThan(0);
    await joined(everybody, server, "all settled", (each) => each.isSettled);
    const text = rootOf(writers[0]!.doc).toString();
    await eventually("converged", () =>
      everybody.every((each) => rootOf(each.doc).toString() === text),
    );
    for (const each of everybody) {
      expect(each.refusals, `${each.who} of seed ${seed}`).toEqual([]);
      each.disconnect();
    }
  });

  it("stops in order on SIGTERM under load: exit code 0, 1012, nothing lost [R21]", async () => {
    const seed = faultSeed("stopped under load");
    const random = seeded(seed);
    const server = await openServer();
    const writers = openWitnesses(WRITERS, "writer");
    for (let round = 0; round < scaled("TERM_ROUNDS", 5, 1); round += 1) {
      await joined(writers, server, "all in sync");
      let isOver = false;
      const typing = (async () => {
        while (!isOver) {
          for (let edits = 0; edits < 8; edits += 1)
            editAtRandom(pick(random, writers).doc, random);
          await sleep(2);
        }
      })();
      await sleep(300 + below(random, 700));
      expect(await server.end("SIGTERM")).toBe(0);
      isOver = true;
      await typing;
      await eventually("all closed", () => writers.every((each) => each.closed !== null));
      expect(new Set(writers.map((each) => each.closed))).toEqual(new Set([1012]));
      await server.start();
      const kept = await readAll(server);
      for (const each of writers) {
        expect(each.receipted.missingIn(kept), `seed ${seed}`).toEqual([]);
        expect(each.shown.missingIn(kept), `seed ${seed}`).toEqual([]);
      }
    }
  });
});
