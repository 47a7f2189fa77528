import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createMetricsHttp } from "#server/http/index.ts";
import { mayReadMetrics } from "#server/http/metrics.ts";
import { listen } from "#server/start/listen.ts";

const TOKEN = "a-token-of-this-test-alone";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** The figures on a port of their own, with these settings. */
async function open(token: string | null, trustProxy: number | false = false) {
  const app = createMetricsHttp({
    environment: { metrics: { token, port: 0 }, trustProxy },
    metrics: { contentType: "text/plain", metrics: async () => "figures 1\n" },
  });
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return [answer.status, await answer.text()] as const;
  };
}

describe("/metrics", () => {
  it("is read from the machine itself, where no proxy is in front", async () => {
    const get = await open(null);
    expect(await get("/metrics")).toEqual([200, "figures 1\n"]);
  });

  it("is not there for what came through a proxy, which would come from this machine as well", async () => {
    for (const header of [
      "X-Forwarded-For",
      "Forwarded",
      "X-Real-IP",
      "Via",
      "X-Forwarded-Proto",
    ]) {
      const get = await open(null);
      expect([header, (await get("/metrics", { [header]: "1" }))[0]]).toEqual([header, 404]);
    }
    const behind = await open(null, 1);
    expect((await behind("/metrics"))[0]).toBe(404);
  });

  it("is read from anywhere by whoever bears the token, and by nobody with another", async () => {
    const get = await open(TOKEN, 1);
    expect((await get("/metrics", { Authorization: `Bearer ${TOKEN}` }))[0]).toBe(200);
    for (const authorization of [TOKEN, `Bearer ${TOKEN}x`, "Bearer ", "Basic x", `Bearer  `]) {
      expect((await get("/metrics", { Authorization: authorization }))[0]).toBe(404);
    }
    expect((await get(`/metrics?token=${TOKEN}`))[0]).toBe(404);
  });

  it("has one address, and its port has no other", async () => {
    const get = await open(null);
    for (const path of ["/metrics/", "/METRICS", "/Metrics", "//metrics", "/", "/login"]) {
      expect([path, (await get(path))[0]]).toEqual([path, 404]);
    }
  });

  it("knows this machine by the socket's address, in every way that it is written", () => {
    const environment = { metrics: { token: null, port: null }, trustProxy: false } as const;
    const from = (remoteAddress: string | undefined) =>
      mayReadMetrics({ remoteAddress, headers: {} }, environment);
    for (const own of ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"]) {
      expect([own, from(own)]).toEqual([own, true]);
    }
    for (const other of ["10.0.0.1", "192.0.2.1", "::ffff:192.0.2.1", "fe80::1", "", undefined]) {
      expect([other, from(other)]).toEqual([other, false]);
    }
  });
});
