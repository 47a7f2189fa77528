// `npm run bench:public`: what public pages and slow readers of published papers cost. Run `npm run build` first.
// Linux only: CPU time and memory come from /proc.
//
// On a copy of the demonstration, whose published paper is made 40 MB long, it asks the production build
//  - for the public page REQUESTS times from memory, as 200, compressed and as 304; and as often with a line added
//    on record before each, so that the page is compared and drawn anew: CPU a request, and of /healthz beside it;
//  - for the paper, once whole: CPU, and for how long /healthz waited meanwhile;
//  - for the paper by READERS at once, who take nothing for 15 s: what the process grows by.
//   REQUESTS=1000 READERS=200 MEGABYTES=40
import { createClient, type Client } from "@libsql/client";
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { startFlags } from "#server/cli/start-flags.ts";
import { sha256 } from "#server/digest.ts";
import { makeSeededFolder } from "#tests/e2e/support/server.ts";
import { MATTER } from "#prisma/seed/demo-matter.ts";

const root = path.resolve(import.meta.dirname, "../..");
const figure = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const [REQUESTS, READERS] = [figure("REQUESTS", 1_000), figure("READERS", 200)];
const LENGTH = figure("MEGABYTES", 40) * 1024 * 1024;
const PIECE = 32 * 1024;
const PAGE = `/p/${MATTER.slug}`;

/** Makes the paper that the page offers that long, with hashes to match; answers its address. */
async function enlargePaper(database: Client): Promise<string> {
  const { rows } = await database.execute(
    `SELECT "published" FROM "PublicPage" WHERE "slug" = '${MATTER.slug}'`,
  );
  const text = String(rows[0]?.["published"]);
  const page = JSON.parse(text) as {
    documents: { kind: string; sha256: string; bytes: number }[];
  };
  const paper = page.documents.find(({ kind }) => kind === "filed");
  if (!paper) throw new Error("the page offers no paper");
  const bytes = randomBytes(LENGTH);
  const before = paper.sha256;
  Object.assign(paper, { sha256: sha256(bytes), bytes: LENGTH });
  for (let start = 0; start < LENGTH; start += PIECE) {
    await database.execute({
      sql: `INSERT INTO "FiledPdfPiece" ("sha256", "start", "bytes") VALUES (?, ?, ?)`,
      args: [paper.sha256, start, bytes.subarray(start, start + PIECE)],
    });
  }
  const published = JSON.stringify(page).replaceAll(before, paper.sha256);
  const args = { published, slug: MATTER.slug, before: sha256(text), after: sha256(published) };
  await database.execute({
    sql: `UPDATE "PublicPage" SET "published" = :published WHERE "slug" = :slug`,
    args,
  });
  await database.execute({
    sql: `UPDATE "AuditEvent" SET "details" = replace("details", :before, :after) WHERE "type" = 'matter.published'`,
    args,
  });
  return `${PAGE}/files/${paper.sha256}`;
}

async function start(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const program = [...startFlags(root), path.join(root, "build/process/index.js")];
  const child = spawn(process.execPath, program, {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      DATABASE_URL: "",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve) => {
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Listening on (\S+)/u.exec(output)?.[1];
      if (found) resolve(found);
    });
  });
  return { child, url };
}

/** Milliseconds of CPU time that all threads of the process have had. */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function mebibytes({ pid }: ChildProcess): number {
  const found = /^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
  return Number(found?.[1]) / 1024;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** One request over a connection that stays open; answers its status and tag. */
function ask(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; tag: string; bytes: number }>((resolve, reject) => {
    request(url, { agent, headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece: Buffer) => (bytes += piece.byteLength));
      answer.on("end", () => {
        const { statusCode: status = 0, headers: given } = answer;
        resolve({ status, tag: given.etag ?? "", bytes });
      });
    })
      .on("error", reject)
      .end();
  });
}

const dataDir = makeSeededFolder();
const database = createClient({
  url: `file:${path.join(dataDir, "coalition-desk.db")}`,
  timeout: 10_000,
});
await database.execute("PRAGMA journal_mode = WAL");
const paper = await enlargePaper(database);
const { child, url } = await start(dataDir);
try {
  const cost = async (
    what: string,
    address: string,
    headers: Record<string, string> = {},
    before?: () => Promise<unknown>,
  ) => {
    for (let at = 0; at < 50; at += 1) await ask(url + address, headers);
    const cpu = cpuOf(child);
    let status = 0;
    for (let at = 0; at < REQUESTS; at += 1) {
      await before?.();
      ({ status } = await ask(url + address, headers));
    }
    const each = (cpuOf(child) - cpu) / REQUESTS;
    console.log(`${what}: ${status}, ${each.toFixed(2)} ms of CPU a request`);
  };
  const { tag } = await ask(url + PAGE);
  const known = { "If-None-Match": tag };
  const packed = { "Accept-Encoding": "br" };
  const recorded = () => database.execute(`UPDATE "AuditHead" SET "sequence" = "sequence" + 1`);
  await cost("/healthz", "/healthz");
  await cost("the page from memory", PAGE);
  await cost("the page from memory, compressed", PAGE, packed);
  await cost("the page that one has", PAGE, known);
  await cost("the page after something was recorded", PAGE, {}, recorded);
  await cost("the page that one has after something was recorded", PAGE, known, recorded);
  await cost("ten bytes of the paper", paper, { Range: "bytes=100-109" });

  const cpu = cpuOf(child);
  let [longest, over] = [0, false];
  const waiting = (async () => {
    while (!over) {
      const began = performance.now();
      await fetch(`${url}/healthz`).then((answer) => answer.text());
      longest = Math.max(longest, performance.now() - began);
      await sleep(5);
    }
  })();
  const { bytes } = await ask(url + paper);
  over = true;
  await waiting;
  console.log(
    `the paper whole, ${bytes} bytes: ${cpuOf(child) - cpu} ms of CPU; /healthz waited ${longest.toFixed(0)} ms at most`,
  );

  await sleep(3_000);
  const before = mebibytes(child);
  const sockets = Array.from({ length: READERS }, () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1").pause();
    socket.on("error", () => undefined);
    socket.write(`GET ${paper} HTTP/1.1\r\nHost: bench\r\n\r\n`);
    return socket;
  });
  let most = 0;
  for (let at = 0; at < 30; at += 1) {
    await sleep(500);
    most = Math.max(most, mebibytes(child));
  }
  console.log(
    `${READERS} readers who take nothing: ${before.toFixed(0)} MiB before, ${most.toFixed(0)} MiB at most, ${mebibytes(child).toFixed(0)} MiB after 15 s`,
  );
  for (const socket of sockets) socket.destroy();
} finally {
  child.kill("SIGKILL");
  database.close();
  agent.destroy();
  rmSync(dataDir, { recursive: true, force: true });
}
