// `npm run bench:start`: what a start of the server costs, and what an idle process holds. Run `npm run
// build` first. Linux only: CPU time and memory come from /proc.
//
// Each round starts the production build on a copy of the demonstration, twice: once until /readyz answers and
// IDLE_S seconds longer with nobody there; once until the first page of a draft is served to somebody who asks
// as soon as it is ready. Medians of all rounds are printed, and the bare program's for comparison: Node with an
// HTTP server and an open SQLite file.
//   tsx tests/bench/start.ts [folder …]   these checkouts, each with its own build, in turns; default: this one
//   ROUNDS=9        rounds
//   IDLE_S=10       seconds until memory is read
//   POSTGRESQL=url  on this database, which has the demonstration, instead of SQLite
import type { ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { generateIdFromEntropySize } from "lucia";
import { hashSecret } from "#server/auth/secrets.ts";
import { startFlags } from "#server/cli/start-flags.ts";
import { openDatabase } from "#server/database/index.ts";
import { makeSeededFolder } from "#tests/e2e/support/server.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { serveBuilt } from "./serve-built.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folders = process.argv.length > 2 ? process.argv.slice(2) : [root];
const rounds = Number(process.env["ROUNDS"] ?? 9);
const idleSeconds = Number(process.env["IDLE_S"] ?? 10);
const postgresql = process.env["POSTGRESQL"];

/** Node, an HTTP server and SQLite's native module with an open file: no program can be less. */
const BARE = `
  const { createServer } = require("node:http");
  const Database = require("libsql");
  new Database(process.env.DATA_DIR + "/coalition-desk.db").prepare("SELECT 1").get();
  const server = createServer((_request, response) => response.end("ready"));
  server.listen(0, "127.0.0.1", () => console.log("Listening on http://127.0.0.1:" + server.address().port));`;

interface Figures {
  /** Milliseconds of CPU time and of wall time. */
  readonly readyCpu: number;
  readonly readyMs: number;
  /** MiB. */
  readonly rss: number;
  readonly anonymous: number;
  /** Milliseconds of CPU time in all, after the idle seconds. */
  readonly idleCpu: number;
  readonly pageCpu: number;
  readonly pageMs: number;
}

/** Milliseconds of CPU time that all threads of the process have had. */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function mebibytes({ pid }: ChildProcess, field: string): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1");
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, "mu").exec(text);
  return Number(found?.[1] ?? Number.NaN) / 1024;
}

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly since: number;
}

async function start(command: readonly string[], cwd: string, data: string): Promise<Started> {
  const since = performance.now();
  const { child, url } = await serveBuilt(command, cwd, {
    DATA_DIR: data,
    DATABASE_URL: postgresql ?? "",
  });
  const ready = await fetch(`${url}/readyz`);
  if (!ready.ok) throw new Error(`/readyz says ${ready.status}`);
  await ready.arrayBuffer();
  return { child, url, since };
}

async function stop({ child }: Started): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

async function measure(
  command: readonly string[],
  cwd: string,
  page: { readonly address: string; readonly cookie: string },
): Promise<Figures> {
  const data = mkdtempSync(path.join(tmpdir(), "bench-start-"));
  try {
    cpSync(seeded, data, { recursive: true });
    const idle = await start(command, cwd, data);
    const readyMs = performance.now() - idle.since;
    const readyCpu = cpuOf(idle.child);
    await sleep(idleSeconds * 1000);
    const idleCpu = cpuOf(idle.child);
    const rss = mebibytes(idle.child, "Rss");
    const anonymous = mebibytes(idle.child, "Anonymous");
    await stop(idle);
    const asked = await start(command, cwd, data);
    const answer = await fetch(`${asked.url}${page.address}`, {
      headers: { cookie: page.cookie },
      redirect: "manual",
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${page.address} says ${answer.status}`);
    const pageMs = performance.now() - asked.since;
    const pageCpu = cpuOf(asked.child);
    await stop(asked);
    return { readyCpu, readyMs, rss, anonymous, idleCpu, pageCpu, pageMs };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** A session of somebody who may read a draft, and that draft's address. */
async function openSession(): Promise<{ address: string; cookie: string }> {
  const database = await openDatabase({
    url: postgresql ?? `file:${path.join(seeded, "coalition-desk.db")}`,
    migrationsFolder,
  });
  const secret = generateIdFromEntropySize(25);
  const at = new Date();
  const user = await database.client.user.findUniqueOrThrow({
    where: { email: "council.drafter@example.org" },
  });
  await database.client.session.create({
    data: {
      id: hashSecret(secret),
      userId: user.id,
      createdAt: at,
      expiresAt: new Date(at.getTime() + 14 * 86_400_000),
    },
  });
  const draft = await database.client.document.findFirstOrThrow({
    where: { status: "draft" },
    orderBy: { createdAt: "asc" },
  });
  await database.close();
  return { address: `/documents/${draft.id}`, cookie: `session=${secret}` };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const seeded = process.env["SEEDED_FOLDER"] ?? makeSeededFolder();
const isOurs = process.env["SEEDED_FOLDER"] === undefined;
const page = await openSession();
const targets = [
  { name: "bare", command: ["-e", BARE], cwd: root, page: { address: "/", cookie: "" } },
  ...folders.map((folder) => {
    const cwd = path.resolve(folder);
    const command = [...startFlags(cwd), path.join(cwd, "build/process/index.js")];
    return { name: path.basename(cwd), command, cwd, page };
  }),
];
const measured = new Map<string, Figures[]>(targets.map(({ name }) => [name, []]));
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, command, cwd, page: asked } of targets) {
      measured.get(name)?.push(await measure(command, cwd, asked));
    }
  }
} finally {
  if (isOurs) rmSync(seeded, { recursive: true, force: true });
}

console.log(
  `medians of ${rounds} rounds; CPU and time in ms, memory in MiB after ${idleSeconds} s`,
);
const columns = [
  ["ready, CPU", "readyCpu"],
  ["ready, time", "readyMs"],
  [`CPU after ${idleSeconds} s`, "idleCpu"],
  ["first page, CPU", "pageCpu"],
  ["first page, time", "pageMs"],
  ["resident", "rss"],
  ["anonymous", "anonymous"],
] as const;
const rows = Object.fromEntries(
  [...measured].map(([name, all]) => [
    name,
    Object.fromEntries(
      columns.map(([title, key]) => [title, Math.round(median(all.map((one) => one[key])))]),
    ),
  ]),
);
console.table(rows);
