// `npm run bench:rooms-limit`: what a keystroke costs at least on this machine, whatever a server does:
// one write to the socket of each recipient, and one sync for each batch. Processor time of this process
// alone, kernel included, from Linux's own counter in nanoseconds; who receives is another process.
// "in a row" repeats each as fast as it goes. "50 a second" is the pace of ten people who type: between
// two, the processor does something else, its caches are cold, and the same work costs more.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Libsql from "libsql";
import { openDatabase } from "#server/database/index.ts";
import { databaseLog } from "#server/rooms/log/database-log.ts";
import { updateFrame } from "#server/rooms/socket/frames.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");
const RECIPIENTS = 49;
const TIMES = 200;
const PACE_MS = 20;

// Where a data folder would be: the folder for temporary files may lie in memory.
const folder = mkdtempSync(path.join(process.env.LIMIT_FOLDER ?? tmpdir(), "bench-limit-"));
const update = new Uint8Array(24).fill(1);

/** Microseconds of the processor that this process's main thread has used. */
function used(): number {
  return Number(readFileSync("/proc/self/schedstat", "latin1").split(" ")[0]) / 1_000;
}

type Work = (time: number) => Promise<unknown> | void;

async function cost(work: Work, paceMs: number): Promise<number> {
  let sum = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const before = used();
    await work(time);
    sum += used() - before;
    if (paceMs > 0) await sleep(paceMs);
  }
  // Reading the counter has a cost of its own, which is taken off.
  const before = used();
  for (let time = 0; time < TIMES; time += 1) used();
  return (sum - (used() - before)) / TIMES;
}

async function print(name: string, work: Work, parts = 1): Promise<void> {
  await cost(work, 0);
  const inARow = await cost(work, 0);
  const paced = await cost(work, PACE_MS);
  const columns = [inARow, paced].map((each) => `${(each / parts).toFixed(1)} µs`.padStart(12));
  console.log(name.padEnd(44), ...columns);
}

/** Sockets that somebody else reads. */
async function recipients(): Promise<{ sockets: Socket[]; end: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.setNoDelay(true)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const reader = `for (let i = 0; i < ${RECIPIENTS}; i += 1)
    require("node:net").connect(${port}, "127.0.0.1").on("data", () => {}).on("error", () => {})`;
  const child = spawn(process.execPath, ["-e", reader], { stdio: "inherit" });
  while (sockets.length < RECIPIENTS) await sleep(20);
  const end = () => {
    child.kill();
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { sockets, end };
}

try {
  console.log("".padEnd(44), "in a row".padStart(12), "50 a second".padStart(12));

  const { sockets, end } = await recipients();
  const frame = updateFrame(update);
  const send = () => {
    for (const socket of sockets) socket.write(frame);
  };
  await print("one write, for each of 49 recipients", send, RECIPIENTS);
  end();

  const file = openSync(path.join(folder, "log"), "w");
  const pages = Buffer.alloc(2 * (4_096 + 24), 1);
  await print("two pages written, and one sync", (time) => {
    writeSync(file, pages, 0, pages.length, (time % 400) * pages.length);
    fdatasyncSync(file);
  });

  const bare = new Libsql(path.join(folder, "bare.db"));
  bare.exec("PRAGMA journal_mode = WAL");
  bare.exec("PRAGMA synchronous = FULL");
  bare.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB)");
  const insert = bare.prepare("INSERT INTO t (bytes) VALUES (?)");
  await print("one row of SQLite, committed", () => void insert.run([update]));
  bare.close();

  const url = `file:${path.join(folder, "desk.db")}`;
  const added = execFileSync(
    process.execPath,
    ["--import", "tsx", "tests/bench/people.ts", "drafts", "10"],
    { cwd: root, env: { ...process.env, DATABASE_URL: url } },
  );
  const { made: drafts } = JSON.parse(added.toString()) as { made: string[] };
  const database = await openDatabase({ url, migrationsFolder });
  const log = databaseLog(database);
  for (const count of [1, 3, 10]) {
    const batches = drafts.slice(0, count).map((documentId) => ({
      documentId,
      generation: 1,
      update,
      authorship: [{ userId: "somebody", ranges: new Uint8Array(12) }],
      bindings: [],
    }));
    await print(`the rooms' commit, of ${count} ${count === 1 ? "draft" : "drafts"}`, async () => {
      const outcomes = await log.commit(batches, new Date());
      if (outcomes.some(({ kind }) => kind !== "committed")) throw new Error("not committed");
    });
  }
  await database.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
