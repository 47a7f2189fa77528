import { Registry } from "prom-client";
import { onTestFinished } from "vitest";
import type { Database } from "#server/database/index.ts";
import { postgresqlCluster } from "#server/cluster/postgresql.ts";
import type { Cluster } from "#server/cluster/index.ts";
import type { Rooms, RoomsOptions } from "#server/rooms/index.ts";

/** How many processes serve the rooms of a test: on PostgreSQL, as ROOM_PROCESSES says. */
export function processesOf(database: Database): number {
  return database.provider === "postgresql" ? Number(process.env["ROOM_PROCESSES"] ?? 1) : 1;
}

/**
 * Rooms as several processes have them: each with its own memory and its own connection for what
 * they tell each other, on one database. Sockets go to them in turn, as through a proxy that knows
 * nothing of drafts.
 */
export async function roomsOfSeveral(
  count: number,
  url: string,
  create: (more: Pick<RoomsOptions, "cluster" | "metrics">) => Rooms,
): Promise<Rooms> {
  const clusters: Cluster[] = [];
  const all: Rooms[] = [];
  for (let index = 0; index < count; index += 1) {
    const cluster = postgresqlCluster({
      url,
      log: { warn: () => undefined },
    });
    const found = new Promise<void>((resolve) => cluster.subscribe({ connected: resolve }));
    clusters.push(cluster);
    // Each has its own; a test's registry is of the first.
    all.push(create(index === 0 ? { cluster } : { cluster, metrics: new Registry() }));
    await found;
  }
  onTestFinished(async () => {
    await Promise.all(clusters.map((cluster) => cluster.close()));
  });
  const [first] = all;
  if (!first) throw new Error("no process");
  let turn = 0;
  return {
    ...first,
    handleUpgrade: (...request) => {
      turn += 1;
      all[turn % count]?.handleUpgrade(...request);
    },
    // The record brings these to each process, and this fixture has none.
    revoke: (...revocation) => all.forEach((rooms) => rooms.revoke(...revocation)),
    documentChanged: async (documentId) => {
      await Promise.all(all.map((rooms) => rooms.documentChanged(documentId)));
    },
    stats: () => {
      const sum = { ...first.stats() };
      for (const rooms of all.slice(1)) {
        const more = rooms.stats();
        for (const name of Object.keys(sum) as (keyof typeof sum)[]) {
          Object.assign(sum, { [name]: sum[name] + more[name] });
        }
      }
      return sum;
    },
    shutdown: async () => {
      await Promise.all(all.map((rooms) => rooms.shutdown()));
    },
  };
}

/** For tests of what one process does with its own memory: of several, each does so for itself. */
export const IN_SEVERAL_PROCESSES = Number(process.env["ROOM_PROCESSES"] ?? 1) > 1;
