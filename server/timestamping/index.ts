import { randomBytes } from "node:crypto";
import {
  certificatesIn,
  checkTimestamp,
  TimestampProblem,
  timestampRequest,
  type Stamp,
} from "./token.ts";

export { TimestampProblem, type Stamp } from "./token.ts";

/** How long an authority may take, in milliseconds, and how large its answer may be, in bytes. */
const LIMIT_MS = 15_000;
const LIMIT_BYTES = 64 * 1024;

/** A time-stamping authority (RFC 3161), and the certificates by which its answers are believed. */
export interface Timestamping {
  /** Has a line stamped; answers the whole response as it is kept. Throws TimestampProblem. */
  stamp(line: {
    readonly hash: string;
    readonly text: string;
  }): Promise<Stamp & { response: Uint8Array<ArrayBuffer> }>;
  /** Checks a response that was kept. Throws TimestampProblem. */
  check(response: Uint8Array, text: string): Promise<Stamp>;
}

/**
 * @param url where it answers, over HTTP (RFC 3161, 3.4).
 * @param pem the certificates of its root, from a file of the administrator's.
 */
export function createTimestamping({ url, pem }: { url: string; pem: string }): Timestamping {
  const trusted = certificatesIn(pem);
  return {
    async stamp({ hash, text }) {
      // The first bit stays 0: the number is a positive one.
      const nonce = randomBytes(8);
      nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
      const response = await ask(url, timestampRequest(hash, nonce));
      return { ...(await checkTimestamp(response, { text, trusted, nonce })), response };
    },
    check: (response, text) => checkTimestamp(response, { text, trusted }),
  };
}

async function ask(url: string, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/timestamp-query" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!answer.ok) throw new TimestampProblem(`the authority answered ${answer.status}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    const reader = answer.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      length += read.value.byteLength;
      if (length > LIMIT_BYTES) throw new TimestampProblem("the authority's answer is too long");
      parts.push(read.value);
    }
    return new Uint8Array(Buffer.concat(parts));
  } catch (error) {
    if (error instanceof TimestampProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new TimestampProblem(`the authority could not be asked: ${why}`);
  }
}
