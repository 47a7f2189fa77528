import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { BARRIER_REFUSALS, type BarrierRefusal } from "#app/protocol/messages.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";

export interface RoomsStats {
  readonly connections: number;
  readonly joining: number;
  readonly rooms: number;
  readonly bytesHeld: number;
  /** Accepted updates that are not committed. */
  readonly waiting: number;
  /** Unanswered barriers. */
  readonly receiptsWaiting: number;
}

/** A transaction that is not counted yet. */
interface Commit {
  readonly drafts: number;
  readonly updates: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** The most transactions that wait to be counted; those that wait are counted on scrape. */
const COUNTED_TOGETHER = 256;

/** The counters of the rooms; without a registry they do nothing. */
interface RoomsMetrics {
  committed(drafts: number, updates: number, bytes: number, milliseconds: number): void;
  commitFailed(): void;
  refused(code: BarrierRefusal): void;
  closed(code: CloseCode): void;
}

/**
 * Registers the rooms' metrics: gauges that are computed on scrape, and counters that cost a few
 * nanoseconds each. (The event loop's delay is among prom-client's own.)
 */
export function registerMetrics(registry: Registry, stats: () => RoomsStats): RoomsMetrics {
  const registers = [registry];
  const gauge = (name: string, help: string, read: (stats: RoomsStats) => number) =>
    new Gauge({
      name: `rooms_${name}`,
      help,
      registers,
      collect() {
        this.set(read(stats()));
      },
    });
  gauge("connections", "Open sockets", (now) => now.connections);
  gauge("joining", "Sockets that are in no room yet", (now) => now.joining);
  gauge("open", "Drafts in memory", (now) => now.rooms);
  gauge("held_bytes", "Bytes of drafts and waiting words in memory", (now) => now.bytesHeld);
  gauge("waiting_updates", "Accepted updates that are not committed", (now) => now.waiting);
  gauge("waiting_receipts", "Barriers that are not answered", (now) => now.receiptsWaiting);

  const commits: Commit[] = [];
  const seconds = new Histogram({
    name: "rooms_commit_seconds",
    help: "Time of a transaction",
    collect: count,
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10],
    registers,
  });
  const drafts = new Histogram({
    name: "rooms_commit_drafts",
    help: "Drafts in a transaction",
    collect: count,
    buckets: [1, 2, 5, 10, 20, 50, 100, 500],
    registers,
  });
  const updates = new Counter({
    name: "rooms_committed_updates_total",
    help: "Updates committed",
    collect: count,
    registers,
  });
  const bytes = new Counter({
    name: "rooms_committed_bytes_total",
    help: "Bytes of updates committed",
    collect: count,
    registers,
  });
  const failures = new Counter({
    name: "rooms_commit_failures_total",
    help: "Transactions that failed and were tried again",
    registers,
  });
  const refusals = new Counter({
    name: "rooms_refused_barriers_total",
    help: "Barriers refused",
    labelNames: ["code"],
    registers,
  });
  const closes = new Counter({
    name: "rooms_closed_total",
    help: "Connections closed by the server",
    labelNames: ["code"],
    registers,
  });
  for (const code of BARRIER_REFUSALS) refusals.inc({ code }, 0);
  for (const code of Object.values(CLOSE)) closes.inc({ code }, 0);

  /** Counted together: one by one, they cost a hundredth of what a commit in a hot room costs. */
  function count(): void {
    for (const commit of commits.splice(0)) {
      seconds.observe(commit.milliseconds / 1000);
      drafts.observe(commit.drafts);
      updates.inc(commit.updates);
      bytes.inc(commit.bytes);
    }
  }

  return {
    committed: (draftCount, updateCount, byteCount, milliseconds) => {
      commits.push({ drafts: draftCount, updates: updateCount, bytes: byteCount, milliseconds });
      if (commits.length >= COUNTED_TOGETHER) count();
    },
    commitFailed: () => failures.inc(),
    refused: (code) => refusals.inc({ code }),
    closed: (code) => closes.inc({ code }),
  };
}
