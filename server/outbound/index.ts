import type { LookupAddress } from "node:dns";
import type { IncomingMessage, RequestOptions } from "node:http";
import { isIP, isIPv6, type LookupFunction } from "node:net";
import type { ListedAddresses } from "./addresses.ts";
import { failureText } from "./failure.ts";
import { isInside } from "./inside.ts";

/**
 * Requests to servers that people name: an organization's identity provider. None goes to an address
 * inside of the operator's network, unless the operator lists it; each has limits of time and size,
 * and follows no redirect.
 */
export interface Outbound {
  /** Rejects with OutboundProblem. */
  fetch(url: string, request?: OutboundRequest): Promise<Response>;
}

interface OutboundRequest {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The reason a request has no answer, in words for who named the server; its cause is what the system says of
 * it, for the log.
 */
export class OutboundProblem extends Error {
  override readonly name = "OutboundProblem";
}

/** The whole of a request, in milliseconds. */
const LIMIT_MS = 10_000;
/** An answer, in bytes. Documents of large providers have some 20 kB. */
const LIMIT_BYTES = 256 * 1024;

interface OutboundOptions {
  readonly isListed: ListedAddresses;
  readonly limits?: { readonly milliseconds: number; readonly bytes: number };
  /** Resolves a name; default: as the system does. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

export function createOutbound({
  isListed,
  limits = { milliseconds: LIMIT_MS, bytes: LIMIT_BYTES },
  resolve = resolveBySystem,
}: OutboundOptions): Outbound {
  const mayReach = (address: string, isPlain: boolean) =>
    isListed(address) || (!isPlain && !isInside(address));

  /** All addresses of the name have to be reachable: which of them answers, somebody else decides. */
  async function addressOf({ hostname, protocol }: URL): Promise<LookupAddress> {
    const host = hostname.replace(/^\[|\]$/gu, "");
    const family = isIP(host);
    const found =
      family === 0
        ? await resolve(host).catch((cause: unknown) => {
            throw new OutboundProblem(`no address was found for ${hostname}`, { cause });
          })
        : [{ address: host, family }];
    const [first] = found;
    if (!first) throw new OutboundProblem(`no address was found for ${hostname}`);
    if (!found.every(({ address }) => mayReach(address, protocol === "http:"))) {
      throw new OutboundProblem(
        protocol === "http:" && found.every(({ address }) => !isInside(address))
          ? `${hostname} would be asked without TLS`
          : `${hostname} ${family === 0 ? "has" : "is"} an address inside of a private network`,
      );
    }
    return first;
  }

  return {
    async fetch(address, request = {}) {
      const url = new URL(address);
      if (url.protocol !== "https:" && url.protocol !== "http:") {
        throw new OutboundProblem(`${url.protocol} is no protocol of the web`);
      }
      const ended = AbortSignal.timeout(limits.milliseconds);
      const signal = request.signal ? AbortSignal.any([ended, request.signal]) : ended;
      try {
        const pinned = await beforeEnd(addressOf(url), signal);
        return await send(url, request, { pinned, signal, limit: limits.bytes });
      } catch (error) {
        if (error instanceof OutboundProblem) throw error;
        if (signal.aborted) throw new OutboundProblem(`${url.host} took too long`);
        throw new OutboundProblem(failureText(url.host, error), { cause: error });
      }
    },
  };
}

async function resolveBySystem(hostname: string): Promise<readonly LookupAddress[]> {
  const { lookup } = await import("node:dns/promises");
  return lookup(hostname, { all: true });
}

/** A name's resolution can't be ended; who waits for it can. */
async function beforeEnd<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(new OutboundProblem("the name was not resolved in time"));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    if (stop) signal.removeEventListener("abort", stop);
  }
}

interface PinnedRequest {
  /** The address that was looked at: the name is not resolved again. */
  readonly pinned: LookupAddress;
  readonly signal: AbortSignal;
  readonly limit: number;
}

async function send(
  url: URL,
  { method = "GET", headers = {}, body }: OutboundRequest,
  { pinned, signal, limit }: PinnedRequest,
): Promise<Response> {
  const { request } = await (url.protocol === "https:"
    ? import("node:https")
    : import("node:http"));
  const lookup: LookupFunction = (_name, options, answer) => {
    const family = isIPv6(pinned.address) ? 6 : 4;
    if (options.all === true) answer(null, [{ address: pinned.address, family }]);
    else answer(null, pinned.address, family);
  };
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...length, "Accept-Encoding": "identity" },
    lookup,
    signal,
    // A connection of its own: none is kept to a server that somebody named.
    agent: false,
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.once("error", reject);
    sent.end(body);
  });
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > limit) {
      answer.destroy();
      throw new OutboundProblem(`${url.host} answered with too much`);
    }
    parts.push(part);
  }
  const status = answer.statusCode ?? 502;
  const isEmpty = status === 204 || status === 304 || status < 200;
  const told = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Response(isEmpty ? null : Buffer.concat(parts), {
    status: status < 200 ? 502 : status,
    headers: told,
  });
}
