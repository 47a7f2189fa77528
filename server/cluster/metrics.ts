import { Counter, Gauge, type Registry } from "prom-client";
import type { Cluster, ClusterStats } from "./index.ts";

/** Registers what this process knows of the others (R32). */
export function registerClusterMetrics(registry: Registry, cluster: Pick<Cluster, "stats">): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: (now: ClusterStats) => number) =>
    new Gauge({
      name: `cluster_${name}`,
      help,
      registers,
      collect() {
        this.set(read(cluster.stats()));
      },
    });
  gauge("connected", "Whether this process hears the others (1) or not (0)", (now) =>
    now.isConnected ? 1 : 0,
  );
  gauge("lag_seconds", "How long a message to the other processes takes", (now) => now.lagSeconds);
  gauge(
    "heard_processes",
    "Processes that are heard of, this one included",
    (now) => now.processes,
  );
  const counted = { sent: 0, received: 0 };
  const notifications = new Counter({
    name: "cluster_notifications_total",
    help: "Messages between the processes",
    labelNames: ["direction"],
    registers: [],
    collect() {
      const now = cluster.stats();
      for (const direction of ["sent", "received"] as const) {
        this.inc({ direction }, now[direction] - counted[direction]);
        counted[direction] = now[direction];
      }
    },
  });
  registry.registerMetric(notifications);
}
