// `npm run bench:rooms`: how many people and drafts a machine carries. Run `npm run build` first.
//
// Each draft is open at three people, one of whom types in bursts: five keystrokes a second for two
// seconds, then four seconds of thought. The number of drafts doubles until saving takes longer than a
// quarter of a second for one keystroke in a hundred. Linux only: CPU and memory come from /proc.
//   DRAFTS=50,100   the steps, instead of those below
//   CPUS=0          ties the server to these cores (taskset)
//   HEAP_MB=700     bounds the server's heap
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { encodeReceiptRequest, encodeSyncStep1, MESSAGE } from "#app/protocol/messages.ts";
import { encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { startFlags } from "#server/cli/start-flags.ts";

const PORT = 4290;
const PER_DRAFT = 3;
const SECONDS = 18;
const BURST = { keys: 10, everyMs: 200, thenMs: 4_000 };
const SLOW_MS = 250;

const root = path.resolve(import.meta.dirname, "../..");
const data = mkdtempSync(path.join(tmpdir(), "bench-rooms-"));
const steps = (process.env.DRAFTS ?? "50,100,200,400,800").split(",").map(Number);

function add(what: "people" | "drafts", count: number): { schema: number; made: string[] } {
  const url = `file:${path.join(data, "coalition-desk.db")}`;
  const output = execFileSync(
    process.execPath,
    ["--import", "tsx", "tests/bench/people.ts", what, String(count)],
    { cwd: root, env: { ...process.env, DATABASE_URL: url } },
  );
  return JSON.parse(output.toString()) as { schema: number; made: string[] };
}

function startServer() {
  const { CPUS, HEAP_MB } = process.env;
  const node = [process.execPath, ...startFlags(root)];
  if (HEAP_MB) node.push(`--max-old-space-size=${HEAP_MB}`);
  const command = [...(CPUS ? ["taskset", "-c", CPUS] : []), ...node, "build/process/index.js"];
  return spawn(command[0] ?? "", command.slice(1), {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(PORT),
      HOST: "127.0.0.1",
      DATA_DIR: data,
      LOG_LEVEL: "warn",
      ROOM_JOINS: "100000",
      ROOM_JOINS_PER_ADDRESS: "100000",
    },
  });
}

/** CPU milliseconds so far, and resident MiB. */
function usage(pid: number): { cpu: number; rss: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  const kib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, rss: kib / 1024 };
}

/** Someone at a draft, who may type. */
class Sitter {
  readonly #ws: WebSocket;
  readonly #doc = new Y.Doc();
  readonly #sentAt: number[] = [];
  readonly joined: Promise<void>;
  closed = false;
  /** Milliseconds from each keystroke until it was saved. */
  waits: number[] = [];

  constructor(draft: string, schema: number, cookie: string) {
    const url = `ws://127.0.0.1:${PORT}/rooms/${draft}?schema=${schema}`;
    this.#ws = new WebSocket(url, {
      headers: { Origin: `http://127.0.0.1:${PORT}`, Cookie: cookie },
      perMessageDeflate: false,
    });
    this.#ws.on("open", () => this.#ws.send(encodeSyncStep1(Uint8Array.of(0))));
    this.#ws.on("close", () => (this.closed = true));
    this.joined = new Promise((resolve, reject) => {
      this.#ws.on("error", reject);
      this.#ws.on("message", (message: Buffer) => {
        if (message[0] === MESSAGE.sync && message[1] === 1) resolve();
        if (message[0] === MESSAGE.receipt) {
          this.waits.push(performance.now() - (this.#sentAt.shift() ?? 0));
        }
      });
    });
    const block = new Y.XmlElement("block");
    this.#text = flowRoot(this.#doc);
    this.#text.insertEmbed(0, block);
    this.#first = Y.encodeStateAsUpdate(this.#doc);
    this.#doc.on("update", (update: Uint8Array) => this.#send(update));
  }

  readonly #text: Y.XmlText;
  readonly #first: Uint8Array;
  #count = 0;

  /** Sends the paragraph in which it types. */
  begin(): void {
    this.#send(this.#first);
  }

  press(): void {
    this.#text.insert(this.#text.length, "e");
  }

  close(): void {
    this.#ws.terminate();
  }

  #send(update: Uint8Array): void {
    this.#count += 1;
    this.#sentAt.push(performance.now());
    this.#ws.send(encodeSyncUpdate(update));
    this.#ws.send(encodeReceiptRequest(this.#count));
  }
}

async function typeInBursts(writer: Sitter, until: number): Promise<number> {
  let keys = 0;
  await sleep(Math.random() * (BURST.keys * BURST.everyMs + BURST.thenMs));
  while (performance.now() < until) {
    for (let key = 0; key < BURST.keys && performance.now() < until; key += 1) {
      writer.press();
      keys += 1;
      await sleep(BURST.everyMs * (0.5 + Math.random()));
    }
    await sleep(BURST.thenMs);
  }
  return keys;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const server = startServer();
const pid = server.pid ?? 0;
try {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => null);
    if (answer?.ok) break;
    if (tries === 200) throw new Error("the server did not start; run npm run build first");
    await sleep(100);
  }
  const { schema, made: cookies } = add("people", 60);
  const idle = usage(pid).rss;
  console.log(`One server, ${PER_DRAFT} people in each draft, one of them typing in bursts.\n`);
  console.log("drafts  people  keys/s  saved p50  saved p99     CPU   memory");
  console.log(`     0       0       0          –          –       –  ${idle.toFixed(0)} MiB`);
  const sitters: Sitter[] = [];
  const writers: Sitter[] = [];
  for (const drafts of steps) {
    for (const draft of add("drafts", drafts - writers.length).made) {
      const there = Array.from({ length: PER_DRAFT }, (_, index) => {
        const cookie = cookies[(writers.length * PER_DRAFT + index) % cookies.length] ?? "";
        return new Sitter(draft, schema, cookie);
      });
      await Promise.all(there.map((sitter) => sitter.joined));
      sitters.push(...there);
      if (there[0]) writers.push(there[0]);
      there[0]?.begin();
    }
    await sleep(2_000);
    for (const writer of writers) writer.waits = [];
    const before = usage(pid);
    const began = performance.now();
    const until = began + SECONDS * 1000;
    const keys = await Promise.all(writers.map((writer) => typeInBursts(writer, until)));
    const wall = performance.now() - began;
    const after = usage(pid);
    await sleep(500);
    const waits = writers.flatMap((writer) => writer.waits).sort((a, b) => a - b);
    const typed = keys.reduce((sum, each) => sum + each, 0);
    const p99 = percentile(waits, 0.99);
    const columns = [
      String(drafts).padStart(6),
      String(drafts * PER_DRAFT).padStart(6),
      (typed / (wall / 1000)).toFixed(0).padStart(6),
      `${percentile(waits, 0.5).toFixed(1)} ms`.padStart(9),
      `${p99.toFixed(1)} ms`.padStart(9),
      `${(((after.cpu - before.cpu) / wall) * 100).toFixed(0)} %`.padStart(6),
      `${after.rss.toFixed(0)} MiB`.padStart(7),
    ];
    console.log(columns.join("  "));
    if (sitters.some(({ closed }) => closed) || waits.length < typed) {
      console.log("Connections were closed, or keystrokes not saved: this is too much.");
      break;
    }
    if (p99 > SLOW_MS) {
      console.log("Saving takes too long now: the line before is what this machine carries.");
      break;
    }
  }
  for (const sitter of sitters) sitter.close();
} finally {
  server.kill();
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}
