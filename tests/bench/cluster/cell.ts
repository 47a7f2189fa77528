import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { cpuOf, residentOf } from "./machine.ts";
import type { Processes } from "./processes.ts";
import { Nginx } from "./proxy.ts";
import { Deliveries, Room, Sitter } from "./sitter.ts";

/** One arrangement that is measured. */
export interface Cell {
  readonly processes: number;
  /** Whether the proxy leads each draft to one process, or connections to one after the other. */
  readonly hash: boolean;
  /** Whether a process is killed halfway. */
  readonly kill: boolean;
}

/** Figures that were measured, one for each column; null where it does not apply. */
export type Measured = Readonly<Record<Column, number | null>>;

export const COLUMNS = {
  delivered: "delivered/s",
  seen50: "seen p50 ms",
  seen99: "seen p99 ms",
  saved50: "saved p50 ms",
  saved99: "saved p99 ms",
  server: "server µs/del.",
  database: "PG µs/del.",
  proxy: "nginx µs/del.",
  notify: "NOTIFY/s",
  commits: "commits/s",
  rows: "rows/s",
  wal: "WAL kB/s",
  memory: "MiB/process",
  most: "most del./s",
  bench: "bench CPU %",
  back: "back ms",
  lost: "lost keys",
} as const;
export type Column = keyof typeof COLUMNS;

export interface Site {
  readonly processes: Processes;
  readonly database: pg.Client;
  /** The process number of PostgreSQL. */
  readonly postgres: number;
  readonly port: number;
  readonly url: string;
  readonly schema: number;
  readonly cookies: readonly string[];
}

export interface Load {
  readonly people: number;
  /** Keys a second of the one person in each room who types. */
  readonly rate: number;
  readonly seconds: number;
}

const PATIENCE_MS = 30_000;

/** Opens a room of several people for each draft, lets one of them type, and answers what it cost. */
export async function measure(
  cell: Cell,
  site: Site,
  load: Load,
  drafts: readonly string[],
): Promise<Measured> {
  const { processes } = site;
  const ports = processes.all.map(({ port }) => port);
  const nginx = await Nginx.start(site.port, ports, cell.hash);
  const deliveries = new Deliveries();
  const rooms = drafts.map((draft) => new Room(draft, deliveries));
  try {
    await open(rooms, site, load.people);
    for (const room of rooms) room.begin();
    await settle(rooms);
    deliveries.reset();
    const from = await snapshot(site, nginx.pid);
    const gone: { at: number | null } = { at: null };
    const half = cell.kill ? (load.seconds * 1000) / 2 : Number.POSITIVE_INFINITY;
    const killed = kill(processes, half, gone);
    await typeSteadily(rooms, load);
    await killed;
    const lost = await settle(rooms);
    const to = await snapshot(site, nginx.pid);
    const seconds = (to.at - from.at) / 1000;
    const { seen, saved } = deliveries;
    const delivered = seen.length;
    const perDelivery = (cpu: number) => (cpu * 1000) / delivered;
    const steady = {
      delivered: delivered / seconds,
      ...percentiles(seen, "seen"),
      ...percentiles(saved, "saved"),
      database: perDelivery(to.database - from.database),
      proxy: perDelivery(to.proxy - from.proxy),
      notify: (to.notify - from.notify) / seconds,
      wal: (to.wal - from.wal) / 1000 / seconds,
      lost,
    };
    const gap = gone.at;
    if (gap !== null) {
      const back = Math.max(...rooms.flatMap(({ people }) => people.map((each) => each.joinedAt)));
      const unknown = { server: null, commits: null, rows: null, memory: null, most: null };
      return { ...steady, ...unknown, bench: null, back: back - gap };
    }
    return {
      ...steady,
      server: perDelivery(to.server - from.server),
      commits: (to.commits - from.commits) / seconds,
      rows: (to.rows - from.rows) / seconds,
      memory: to.memory / processes.all.length,
      bench: ((to.bench - from.bench) / (to.at - from.at)) * 100,
      most: await asFastAsSaved(rooms, load.seconds / 2, deliveries),
      back: null,
    };
  } finally {
    for (const { people } of rooms) for (const each of people) each.close();
    await nginx.stop();
  }
}

async function open(rooms: readonly Room[], site: Site, people: number): Promise<void> {
  const { url, schema, cookies } = site;
  let next = 0;
  for (const room of rooms) {
    for (let count = 0; count < people; count += 1) {
      const cookie = cookies[next++ % cookies.length] ?? "";
      room.people.push(new Sitter(room, url, { cookie, schema }));
    }
    const deadline = performance.now() + PATIENCE_MS;
    while (!room.people.every(({ isIn }) => isIn)) {
      if (performance.now() > deadline) throw new Error("people are not let in");
      await sleep(5);
    }
  }
}

/** Waits until everybody has everything; answers how many keys somebody has not after all. */
async function settle(rooms: readonly Room[]): Promise<number> {
  const deadline = performance.now() + PATIENCE_MS;
  const missing = () =>
    rooms.reduce((sum, room) => {
      const others = room.people.slice(1).map(({ seenUpTo }) => seenUpTo);
      return sum + room.clock - Math.min(room.writer.savedUpTo, ...others);
    }, 0);
  while (missing() > 0 && performance.now() < deadline) await sleep(20);
  return missing();
}

async function typeSteadily(rooms: readonly Room[], { rate, seconds }: Load): Promise<void> {
  const gap = 1000 / rate;
  const plan = rooms
    .flatMap((room, index) =>
      Array.from({ length: rate * seconds }, (_, key) => ({
        room,
        at: gap * (key + index / rooms.length),
      })),
    )
    .sort((a, b) => a.at - b.at);
  const began = performance.now();
  for (const { room, at } of plan) {
    const wait = at - (performance.now() - began);
    if (wait > 1) await sleep(wait);
    room.press();
  }
}

/** Each room's next key as soon as the last one is saved; answers deliveries a second. */
async function asFastAsSaved(
  rooms: readonly Room[],
  seconds: number,
  deliveries: Deliveries,
): Promise<number> {
  deliveries.reset();
  const began = performance.now();
  for (const room of rooms) {
    room.writer.onSaved = () => room.press();
    room.press();
  }
  await sleep(seconds * 1000);
  for (const room of rooms) room.writer.onSaved = null;
  const most = deliveries.seen.length / ((performance.now() - began) / 1000);
  await settle(rooms);
  return most;
}

async function kill(processes: Processes, afterMs: number, gone: { at: number | null }) {
  if (afterMs === Number.POSITIVE_INFINITY) return;
  await sleep(afterMs);
  gone.at = performance.now();
  await processes.kill();
}

const METRICS = ["rooms_commit_seconds_count", "rooms_commit_drafts_sum"];

async function snapshot({ processes, database, postgres }: Site, nginx: number) {
  const [commits = 0, rows = 0] = await processes.sums(METRICS);
  const counted = await database.query<{ wal: string; notify: string }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal,
      (SELECT coalesce(sum(rows), 0) FROM pg_stat_statements WHERE query LIKE '%pg_notify($1%') AS notify`,
  );
  const [row] = counted.rows;
  const pids = processes.all.map(({ pid }) => pid);
  const { user, system } = process.cpuUsage();
  return {
    at: performance.now(),
    commits,
    rows,
    wal: Number(row?.wal),
    notify: Number(row?.notify),
    server: cpuOf(pids),
    memory: residentOf(pids),
    database: cpuOf([postgres]),
    proxy: cpuOf([nginx]),
    bench: (user + system) / 1000,
  };
}

function percentiles<T extends "seen" | "saved">(values: number[], what: T) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? null;
  return { [`${what}50`]: at(0.5), [`${what}99`]: at(0.99) } as Record<
    `${T}50` | `${T}99`,
    number | null
  >;
}
