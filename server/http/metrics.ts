import type { RequestHandler } from "express";
import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { BlockList } from "node:net";
import { hashSecret } from "#server/auth/index.ts";
import type { Environment } from "#server/env.ts";

export interface MetricsOptions {
  readonly environment: Pick<Environment, "metrics" | "trustProxy">;
  readonly metrics: { readonly contentType: string; metrics(): Promise<string> };
}

/** A request for this process's metrics. */
interface MetricsRequest {
  /** The socket's own address, independent of headers. */
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Headers of which a proxy sets at least one; a forwarded request did not come from this machine.
 */
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
];

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/**
 * Whether a request may read the metrics: it has METRICS_TOKEN, or comes from this machine without
 * a proxy, which would make all requests look local.
 */
export function mayReadMetrics(
  { remoteAddress, headers }: MetricsRequest,
  { metrics: { token }, trustProxy }: MetricsOptions["environment"],
): boolean {
  if (token !== null && hasToken(headers.authorization, token)) return true;
  if (trustProxy !== false || FORWARDING.some((name) => headers[name] !== undefined)) return false;
  return isLoopback(remoteAddress ?? "");
}

/**
 * Compares hashes in constant time, so that the duration reveals neither how much of it was right
 * nor its length.
 */
function hasToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer (\S+)$/iu.exec(authorization ?? "")?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(token)));
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d)/iu, "");
  return LOOPBACK.check(plain, plain.includes(":") ? "ipv6" : "ipv4");
}

/** Serves /metrics; to everybody else, as if it did not exist. */
export function metricsFor({ environment, metrics }: MetricsOptions): RequestHandler {
  return (request, response, next) => {
    const { headers, socket } = request;
    if (!mayReadMetrics({ headers, remoteAddress: socket.remoteAddress }, environment)) {
      response.status(404).type("text/plain").send("Not found\n");
      return;
    }
    metrics.metrics().then((text) => response.type(metrics.contentType).send(text), next);
  };
}
