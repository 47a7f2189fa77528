import { monitorEventLoopDelay } from "node:perf_hooks";
import { collectDefaultMetrics, Gauge, type Registry } from "prom-client";

/**
 * The sampling interval of the event loop in milliseconds. prom-client's default of 10 ms wakes an
 * idle server so often that it costs about one per cent of a core.
 */
const EVERY_MS = 100;

const NANOSECONDS = 1e9;

/**
 * The event loop metrics that are replaced, because prom-client's include the sampling interval.
 */
const REPLACED = ["min", "max", "mean", "stddev", "p50", "p90", "p99"].map(
  (figure) => `nodejs_eventloop_lag_${figure}_seconds`,
);

/**
 * Registers the metrics of the process: CPU, memory, garbage collection, and
 * `event_loop_delay_seconds`, the delay of the event loop (median, 99th percentile, maximum) since
 * the last scrape.
 */
export function registerProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVERY_MS });
  for (const name of REPLACED) registry.removeSingleMetric(name);
  const delay = monitorEventLoopDelay({ resolution: EVERY_MS });
  delay.enable();
  const lateness = new Gauge({
    name: "event_loop_delay_seconds",
    help: "By how much the event loop was late since the last scrape, in seconds.",
    labelNames: ["quantile"],
    registers: [],
    collect() {
      const late = (nanoseconds: number) =>
        Math.max(0, (nanoseconds || 0) / NANOSECONDS - EVERY_MS / 1000);
      this.set({ quantile: "0.5" }, late(delay.percentile(50)));
      this.set({ quantile: "0.99" }, late(delay.percentile(99)));
      this.set({ quantile: "1" }, late(delay.max));
      delay.reset();
    },
  });
  registry.registerMetric(lateness);
}
