import { tmpdir } from "node:os";
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { registerDiskMetrics } from "#server/disk-metrics.ts";

async function gauges(folder: string): Promise<{ free: number; size: number }> {
  const registry = new Registry();
  registerDiskMetrics(registry, folder);
  const text = await registry.metrics();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "mu").exec(text)?.[1]);
  return { free: read("disk_free_bytes"), size: read("disk_size_bytes") };
}

it("[R32] the disk with DATA_DIR is looked up at each scrape: its size, and what is free of it", async () => {
  const { free, size } = await gauges(tmpdir());
  expect(free).toBeGreaterThan(0);
  expect(size).toBeGreaterThan(free);
});

it("a disk that can't be looked up fails no scrape", async () => {
  expect(await gauges("/no/such/folder")).toEqual({ free: 0, size: 0 });
});
