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

/** Who asks for the figures of this process. */
export interface MetricsRequest {
  /** The socket's own address, whatever headers say. */
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Headers of which a proxy sets at least one; what came through one did not come from this machine. */
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
 * Whether the figures are for whoever asks: they bear METRICS_TOKEN, or they ask from this machine
 * itself and no proxy is in front, whose requests would all come from here.
 */
export function mayReadMetrics(
  { remoteAddress, headers }: MetricsRequest,
  { metrics: { token }, trustProxy }: MetricsOptions["environment"],
): boolean {
  if (token !== null && bears(headers.authorization, token)) return true;
  if (trustProxy !== false || FORWARDING.some((name) => headers[name] !== undefined)) return false;
  return isLoopback(remoteAddress ?? "");
}

/** Compared as hashes, in a time that tells neither how much of it was right nor how long it is. */
function bears(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer (\S+)$/iu.exec(authorization ?? "")?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(token)));
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d)/iu, "");
  return LOOPBACK.check(plain, plain.includes(":") ? "ipv6" : "ipv4");
}

/** Answers /metrics; to everybody else as if there were nothing. */
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
