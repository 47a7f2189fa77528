import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { editAtRandom } from "#tests/rooms/support/editing.ts";
import { below, pick, seeded } from "#tests/rooms/support/random.ts";
import { openStock, rootOf } from "#tests/rooms/support/stock.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres-server.ts";
import { CutOff } from "./cut-off.ts";
import { RoomsProcess } from "./process.ts";
import { faultSeed, form, scaled, sleep } from "./scale.ts";
import { Witness } from "./witness.ts";

const LONG = 60_000;
const preload = path.join(import.meta.dirname, "jumping-clock.mjs");

let postgres: PostgresServer;
let databases = 0;
const opened: { remove(): Promise<void> }[] = [];
const witnesses: Witness[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
}, LONG);
afterAll(async () => {
  for (const witness of witnesses) witness.disconnect();
  for (const each of opened.toReversed()) await each.remove();
  postgres.stop();
});

/** One process of several, with its own way to the database. */
interface Member {
  readonly server: RoomsProcess;
  readonly way: CutOff;
}

/** Processes that share a new database. */
async function openProcesses(count: number): Promise<Member[]> {
  databases += 1;
  const name = `faults_${process.pid}_${databases}`;
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  const members: Member[] = [];
  for (let index = 0; index < count; index += 1) {
    const way = await CutOff.before(url.href);
    const server = await RoomsProcess.prepare(undefined, { databaseUrl: way.url, preload });
    await server.start();
    opened.push({ remove: () => way.close() }, server);
    members.push({ server, way });
  }
  await until("they know of each other", async () => {
    const states = await Promise.all(members.map(({ server }) => server.state()));
    return states.every(({ cluster }) => cluster.processes === count);
  });
  return members;
}

/** Longer than the processes' comparison with the database takes on a busy machine, in milliseconds. */
const CATCHING_UP_MS = 20_000;

async function until(what: string, holds: () => boolean | Promise<boolean>, ms = LONG) {
  const deadline = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${ms} ms`);
    await sleep(20);
  }
}

function openWitnesses(count: number, prefix: string): Witness[] {
  const made = Array.from({ length: count }, (_, index) => new Witness(`${prefix}${index}`));
  witnesses.push(...made);
  return made;
}

/** A process's text, read by somebody who knows nothing. */
async function readAll({ server }: Member): Promise<Uint8Array> {
  const reader = new Witness("reader");
  reader.connect(server.origin);
  await until("a reader in sync", () => {
    if (reader.closed !== null) reader.connect(server.origin);
    return reader.isSettled;
  });
  reader.disconnect();
  return Y.encodeStateAsUpdate(reader.doc);
}

/**
 * A process's text once it has read what the others committed: it is told of their rows, or finds
 * them within seconds where that was lost (R23). Updates that were never stored do not come.
 */
async function readOnceCaughtUp(
  member: Member,
  everybody: readonly Witness[],
): Promise<Uint8Array> {
  let kept = await readAll(member);
  const deadline = performance.now() + CATCHING_UP_MS;
  const lacks = () =>
    everybody.some(
      ({ receipted, shown }) =>
        receipted.missingIn(kept).length > 0 || shown.missingIn(kept).length > 0,
    );
  while (lacks() && performance.now() < deadline) {
    await sleep(200);
    kept = await readAll(member);
  }
  return kept;
}

/** Faults of one process while people write; each answers once it is over. */
const FAULTS: Readonly<Record<string, (member: Member) => Promise<void>>> = {
  "is killed": async ({ server }) => {
    await server.end("SIGKILL");
    await sleep(300);
    await server.start();
  },
  "is stopped in order": async ({ server }) => {
    expect(await server.end("SIGTERM")).toBe(0);
    await server.start();
  },
  "stands still for three seconds": async ({ server }) => {
    server.signal("SIGSTOP");
    await sleep(3_000);
    server.signal("SIGCONT");
  },
  "is cut from the database": async ({ way }) => {
    way.cut();
    await sleep(2_000);
    way.mend();
  },
  "hears nothing from the database": async ({ way }) => {
    way.silence();
    await sleep(4_000);
    way.mend();
  },
  "has its clock jump by hours": async ({ server }) => {
    server.signal("SIGUSR2");
    await sleep(500);
    server.signal("SIGUSR2");
  },
};

/** Errors of joining, or of a compaction, just when the database is away. */
const DATABASE_AWAY = /ECONN|terminated|closed|timed out|timeout|reach/iu;

// The short run has the harder of the two alone.
describe.each(form === "short" ? [3] : [2, 3])("%i processes under load", (count) => {
  const rounds = scaled("FAULT_PROCESS_ROUNDS", 3, 1);

  it(`lose nothing that had a receipt, and show nothing that is not stored, whatever becomes of one of them: ${rounds} rounds [R9, R10, R11, R23, R24]`, async () => {
    const seed = faultSeed(`${count} processes`);
    const random = seeded(seed);
    const members = await openProcesses(count);
    const writers = openWitnesses(12, `writer${count}x`);
    const readers = openWitnesses(count, `watcher${count}x`);
    const everybody = [...writers, ...readers];
    const homes = new Map<Witness, Member>();
    const settle = (witness: Witness, member: Member) => {
      homes.set(witness, member);
      witness.connect(member.server.origin);
    };
    everybody.forEach((witness, index) => settle(witness, members[index % count]!));
    await until("all in sync", () => {
      for (const each of everybody) if (each.closed !== null) settle(each, homes.get(each)!);
      return everybody.every((each) => each.isSynced);
    });

    let isOver = false;
    const writing = (async () => {
      while (!isOver) {
        for (const writer of everybody) {
          // As a proxy sends whoever comes back to any process.
          if (writer.closed !== null) settle(writer, pick(random, members));
        }
        for (let edits = below(random, 5); edits > 0; edits -= 1) {
          const writer = pick(random, writers);
          editAtRandom(writer.doc, random);
        }
        await sleep(5 + below(random, 20));
      }
    })();
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, happens] of Object.entries(FAULTS)) {
        await sleep(200 + below(random, 400));
        await happens(pick(random, members));
        console.log(`${count} processes, round ${round}: one ${name}`);
      }
    }
    isOver = true;
    await writing;

    await until("all back", () => {
      for (const each of everybody) {
        // One that is on its way is let arrive: begun anew at each look, none would on a busy machine.
        if (each.closed !== null) settle(each, homes.get(each)!);
      }
      return everybody.every((each) => each.isSynced);
    });
    for (const writer of writers) writer.barrier();
    await until("all receipts", () => writers.every((each) => each.isSettled));

    const texts: string[] = [];
    for (const member of members) {
      const kept = await readOnceCaughtUp(member, everybody);
      for (const witness of everybody) {
        expect(witness.receipted.missingIn(kept), witness.who).toEqual([]);
        expect(witness.shown.missingIn(kept), witness.who).toEqual([]);
      }
      const doc = new Y.Doc();
      Y.applyUpdate(doc, kept);
      texts.push(rootOf(doc).toString());
    }
    expect(new Set(texts).size).toBe(1);
    await until("all the same", () =>
      everybody.every(({ doc }) => rootOf(doc).toString() === texts[0]),
    );
    const refusals = everybody.flatMap((each) => each.refusals).filter((why) => why !== "resync");
    expect(refusals).toEqual([]);
    for (const { server } of members) {
      const errors = server.log.split("\n").filter((line) => line.includes('"level":"error"'));
      expect(errors.filter((line) => !DATABASE_AWAY.test(line))).toEqual([]);
    }
  });
});

describe("who is there", () => {
  it("is right soon after a process died without a word, stood still, or was cut off [R24]", async () => {
    const [one, other] = (await openProcesses(2)) as [Member, Member];
    const watcher = openStock(other.server, { who: "watcher" });
    watcher.provider.awareness.setLocalStateField("cursor", { at: 0 });
    const isShown = () =>
      [...watcher.provider.awareness.getStates().values()].some(
        (state) => (state as { user?: { name?: string } }).user?.name === "ana",
      );
    const took: string[] = [];
    const timed = async (what: string, holds: () => boolean) => {
      const began = performance.now();
      await until(what, holds);
      took.push(`${what} ${Math.round(performance.now() - began)} ms`);
    };
    const ana = openStock(one.server, { who: "ana" });
    ana.provider.awareness.setLocalStateField("cursor", { at: 1 });
    await timed("she is shown", isShown);

    one.server.signal("SIGSTOP");
    await timed("gone while it stands still", () => !isShown());
    one.server.signal("SIGCONT");
    await timed("back when it goes on", isShown);

    one.way.silence();
    await timed("gone while it is cut off", () => !isShown());
    one.way.mend();
    await timed("back when it is not", isShown);

    await one.server.end("SIGKILL");
    await timed("gone when it is killed", () => !isShown());
    await one.server.start();
    await timed("back when it is there again", isShown);
    console.log(`who is there: ${took.join(", ")}`);
    expect(took).toHaveLength(7);
  });
});
