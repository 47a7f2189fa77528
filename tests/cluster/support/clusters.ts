import { onTestFinished } from "vitest";
import type { Cluster, ClusterMessage, ClusterSubscriber } from "#server/cluster/index.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { postgresqlCluster } from "#server/cluster/postgresql.ts";
import { openRoomServer, type RoomServer } from "#tests/rooms/support/room-server.ts";
import { freshRoomFixture, type RoomFixture } from "#tests/rooms/support/room-fixture.ts";

/** Whether the tests run on PostgreSQL: on SQLite there is one process. */
export const IS_POSTGRESQL = process.env["TEST_DATABASE_URL"] !== undefined;

export interface OpenCluster extends Cluster {
  /** Everything that other processes sent, in order. */
  readonly heard: { readonly from: string; readonly message: ClusterMessage }[];
  readonly found: string[];
  readonly lost: string[];
  connections: number;
}

/** One process's connection to the others, as soon as it stands; closed when the test ends. */
export async function openCluster(url: string, scheduler?: Scheduler): Promise<OpenCluster> {
  const quiet = { warn: () => undefined };
  const cluster = postgresqlCluster({ url, log: quiet, ...(scheduler ? { scheduler } : {}) });
  const heard: OpenCluster["heard"] = [];
  const found: string[] = [];
  const lost: string[] = [];
  const open: OpenCluster = Object.assign(delegate(cluster), {
    heard,
    found,
    lost,
    connections: 0,
  });
  await new Promise<void>((resolve) => {
    const subscriber: ClusterSubscriber = {
      received: (from, message) => heard.push({ from, message }),
      found: (processId) => found.push(processId),
      lost: (processId) => lost.push(processId),
      connected: () => {
        open.connections += 1;
        resolve();
      },
    };
    cluster.subscribe(subscriber);
  });
  onTestFinished(() => cluster.close());
  return open;
}

function delegate(cluster: Cluster): Cluster {
  return {
    processId: cluster.processId,
    isAlone: cluster.isAlone,
    publish: (message) => cluster.publish(message),
    subscribe: (subscriber) => cluster.subscribe(subscriber),
    stats: () => cluster.stats(),
    close: () => cluster.close(),
  };
}

export interface TwoProcesses {
  readonly fixture: RoomFixture;
  readonly one: RoomServer;
  readonly other: RoomServer;
  readonly clusters: readonly [OpenCluster, OpenCluster];
}

/** Two processes that serve the same rooms, each in its own memory. */
export async function openTwoProcesses(
  wrap: (cluster: Cluster) => Cluster = (cluster) => cluster,
): Promise<TwoProcesses> {
  const fixture = await freshRoomFixture();
  const clusters = [
    await openCluster(fixture.databaseUrl),
    await openCluster(fixture.databaseUrl),
  ] as const;
  const [one, other] = await Promise.all(
    clusters.map((cluster) => openRoomServer({ fixture, options: { cluster: wrap(cluster) } })),
  );
  if (!one || !other) throw new Error("no servers");
  return { fixture, one, other, clusters };
}
