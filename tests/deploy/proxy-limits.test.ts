import { describe, expect, it } from "vitest";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { FIELDS_LIMIT } from "#app/framework/upload-body.ts";
import { example } from "./examples.ts";

/** A file of docs/deploy, and how it says its limit on bodies. */
const LIMITS: readonly (readonly [file: string, limit: RegExp])[] = [
  ["nginx/coalition-desk.conf", /client_max_body_size (\d+)m;/u],
  ["caddy/Caddyfile", /max_size (\d+)MB/u],
  ["kubernetes/ingress.yaml", /proxy-body-size: (\d+)m/u],
];
/** The seconds after which something is given up, by file. */
const TIMEOUTS: readonly (readonly [file: string, timeout: RegExp])[] = [
  ["nginx/coalition-desk.conf", /proxy_read_timeout (\d+)s;/gu],
  ["haproxy/haproxy.cfg", /timeout (?:client|server|tunnel) (\d+)s/gu],
  ["kubernetes/ingress.yaml", /proxy-read-timeout: "(\d+)"/gu],
];
/** A room says something at least as often (R15), in seconds. */
const SIGN_OF_LIFE = 20;

describe("the proxies of docs/deploy", () => {
  it.each(LIMITS)("%s lets through what the server may take", (file, limit) => {
    const megabytes = Number(limit.exec(example(file))?.[1]);
    expect(megabytes * 1_000_000).toBeGreaterThan(ATTACHMENT_LIMITS.bytes + FIELDS_LIMIT);
  });

  it.each(TIMEOUTS)("[R15] %s waits for three signs of life of a room", (file, timeout) => {
    const found = [...example(file).matchAll(timeout)].map(([, seconds]) => Number(seconds));
    expect(found.length).toBeGreaterThan(0);
    for (const seconds of found) expect(seconds).toBeGreaterThan(3 * SIGN_OF_LIFE);
  });
});
