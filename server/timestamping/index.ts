import { messageOf } from "#server/message-of.ts";
import { randomBytes } from "node:crypto";
import { TimestampProblem } from "./problem.ts";
import { certificatesIn, checkTimestamp, timestampRequest, type Stamp } from "./token.ts";

/** The limits of an authority's response: milliseconds and bytes. */
const LIMIT_MS = 15_000;
const LIMIT_BYTES = 64 * 1024;

/**
 * A time-stamping authority (RFC 3161) with the certificates that its responses are verified by.
 */
export interface Timestamping {
  /** Time-stamps a line; returns the whole response for storage. Throws TimestampProblem. */
  stamp(line: {
    readonly hash: string;
    readonly text: string;
  }): Promise<Stamp & { response: Uint8Array<ArrayBuffer> }>;
  /** Verifies a stored response. Throws TimestampProblem. */
  check(response: Uint8Array, text: string): Promise<Stamp>;
}

/**
 * @param url its address, for HTTP (RFC 3161, 3.4).
 * @param pem its root certificates, from a file of the operator.
 */
export function createTimestamping({ url, pem }: { url: string; pem: string }): Timestamping {
  const trusted = certificatesIn(pem);
  return {
    async stamp({ hash, text }) {
      // Clears the first bit, so that the number is positive.
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
    const why = messageOf(error);
    throw new TimestampProblem(`the authority could not be asked: ${why}`);
  }
}
