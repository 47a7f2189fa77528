import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ArrivedBlob, BlobStream, ByteRange } from "#server/blobs/index.ts";
import { FOR_PEOPLE, type S3Limits } from "#server/blobs/limits.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { storageLabel, type S3Storage } from "#server/blobs/storage.ts";
import { verifiedPieces } from "#server/blobs/verified.ts";
import { bugOfOurs } from "#server/workers/bug-of-ours.ts";
import { hasAnswer, isMissing, isWorthRepeating, problemOf } from "./answers.ts";

/** The slowest transfer that is waited for, in bytes a second. */
const SLOWEST = 64_000;
const LONGEST_BACK_OFF_MS = 10_000;
/** Answers that are read whole: lists of a thousand names, and errors. */
const TEXT_BYTES = 4_000_000;

/** The requests to one bucket that this program makes, by names behind the prefix. */
export type Bucket = ReturnType<typeof openBucket>;

interface BucketOptions {
  readonly limits?: S3Limits;
  /** Told of each failure that is not tried again. */
  readonly onProblem?: (problem: StorageProblem) => void;
}

/** Opens no connection before the first request. All requests throw StorageProblem. */
export function openBucket(storage: S3Storage, { limits = FOR_PEOPLE, onProblem }: BucketOptions) {
  const { bucket: Bucket, prefix } = storage;
  const client = createClient(storage, limits);
  const closing = new AbortController();
  const running = new Set<AbortController>();
  const stopping = () => new StorageProblem("The server stops.", "STOPPING");
  /** Gives up for that reason, and tells the operator. */
  const fail = (error: unknown): never => {
    const problem = problemOf(storage, error);
    onProblem?.(problem);
    throw problem;
  };

  /**
   * Repeats what may succeed later; null where an object is missing. The library would not repeat
   * uploads, so it repeats nothing.
   */
  async function ask<T>(send: (attempt: AbortController) => Promise<T>): Promise<T | null> {
    for (let count = 1; ; count += 1) {
      if (closing.signal.aborted) throw stopping();
      const attempt = new AbortController();
      running.add(attempt);
      try {
        return await send(attempt);
      } catch (error) {
        if (closing.signal.aborted) throw stopping();
        if (error instanceof NotOfTheStore) throw error.cause;
        if (!hasAnswer(error)) bugOfOurs(error);
        if (isMissing(error)) return null;
        if (!isWorthRepeating(error) || count >= limits.attempts) fail(error);
      } finally {
        running.delete(attempt);
      }
      const backOff = Math.min(limits.backOffMs * 2 ** (count - 1), LONGEST_BACK_OFF_MS);
      // Spread, so that processes that failed together don't return together.
      await delay(backOff * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(
        () => undefined,
      );
    }
  }

  /** One attempt to store a file. */
  async function upload(Key: string, arrived: ArrivedBlob, attempt: AbortController) {
    const { path, bytes, sha256 } = arrived;
    let failure: unknown;
    const giveUp = (error: unknown) => {
      failure ??= error;
      attempt.abort();
    };
    const silent = setTimeout(() => giveUp(late()), limits.silenceMs);
    const body = Readable.from(
      (async function* () {
        for await (const piece of verifiedPieces(sha256, createReadStream(path))) {
          yield piece;
          silent.refresh();
        }
      })(),
      { objectMode: false },
    );
    // A local file that is not there, or was changed, is no problem of the store.
    body.once("error", (cause) => giveUp(new NotOfTheStore("not sent", { cause })));
    const put = new PutObjectCommand({
      Bucket,
      Key,
      Body: body,
      ContentLength: bytes,
      ContentType: "application/octet-stream",
    });
    // The store refuses other bytes than those of the hash that is signed, which is the file's name.
    put.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers["x-amz-content-sha256"] = sha256;
        return next(args);
      },
      { step: "build" },
    );
    try {
      return await client.send(put, {
        abortSignal: attempt.signal,
        requestTimeout: limits.silenceMs + (bytes / SLOWEST) * 1000,
      });
    } catch (error) {
      // Refused before all of it was sent: the rest is not wanted.
      attempt.abort();
      throw failure ?? error;
    } finally {
      clearTimeout(silent);
      body.destroy();
    }
  }

  return {
    /** The objects whose names begin so, in order of the names' bytes. */
    async *list(beginning: string): AsyncGenerator<{ name: string; modified: Date }> {
      let token: string | undefined;
      do {
        const list: ListObjectsV2Command = new ListObjectsV2Command({
          Bucket,
          Prefix: prefix + beginning,
          ContinuationToken: token,
        });
        const page = await ask(({ signal }) => client.send(list, { abortSignal: signal }));
        if (page === null) return fail(NO_BUCKET);
        for (const { Key = "", LastModified } of page.Contents ?? []) {
          if (!Key.startsWith(prefix)) continue;
          yield { name: Key.slice(prefix.length), modified: LastModified ?? new Date() };
        }
        const next = page.NextContinuationToken;
        if (next !== undefined && next === token) {
          const where = storageLabel(storage);
          const sentence = `The store lists the same files again and again (${where}).`;
          fail(new StorageProblem(sentence, "SamePage"));
        }
        token = next;
      } while (token !== undefined);
    },

    /**
     * Null where there is no such object. Its bytes are not verified; who does not begin to read
     * them in time gets an error.
     */
    async read(name: string, range?: ByteRange): Promise<BlobStream | null> {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const get = new GetObjectCommand({ Bucket, Key: prefix + name, Range });
      const answer = await ask(({ signal }) => client.send(get, { abortSignal: signal }));
      if (!answer) return null;
      const { Body, ContentLength: bytes } = answer;
      if (!(Body instanceof Readable) || bytes === undefined) return fail(answer);
      if (range && bytes !== range.end - range.start + 1) return fail(answer);
      // Nobody may come to read it: an error, or a browser that is gone.
      const unread = setTimeout(() => Body.destroy(), limits.silenceMs);
      Body.once("close", () => clearTimeout(unread));
      const pieces = async function* () {
        clearTimeout(unread);
        try {
          yield* patiently(Body, limits, bytes);
        } catch (error) {
          if (closing.signal.aborted) throw stopping();
          fail(error);
        }
      };
      return { bytes, pieces: pieces() };
    },

    /** Stores a file, whole or not at all. Throws DamagedBlob where it is not what its hash says. */
    async write(name: string, arrived: ArrivedBlob): Promise<void> {
      const stored = await ask((attempt) => upload(prefix + name, arrived, attempt));
      if (stored === null) fail(NO_BUCKET);
    },

    /** Within the store; answers whether there is such an object. */
    async copy(from: string, to: string): Promise<boolean> {
      const CopySource = `${Bucket}/${prefix}${from}`;
      const copy = new CopyObjectCommand({ Bucket, Key: prefix + to, CopySource });
      const done = await ask(({ signal }) => client.send(copy, { abortSignal: signal }));
      return done !== null;
    },

    async remove(name: string): Promise<void> {
      const remove = new DeleteObjectCommand({ Bucket, Key: prefix + name });
      await ask(({ signal }) => client.send(remove, { abortSignal: signal }));
    },

    /** Breaks off what is under way; everything after it is refused. */
    close(): void {
      closing.abort();
      for (const attempt of running) attempt.abort();
      // Ends the downloads that are under way.
      client.destroy();
    },
  };
}

function createClient(storage: S3Storage, limits: S3Limits): S3Client {
  // Its makers tell developers at each start that a later release wants a later Node. An operator
  // can't do anything about it.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const agent = { maxSockets: Infinity };
  const client = new S3Client({
    endpoint: storage.endpoint.origin,
    region: storage.region,
    credentials: storage.credentials,
    forcePathStyle: storage.addressing === "path",
    maxAttempts: 1,
    retryMode: "standard",
    // A failure is told in words of ours.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // Some compatible stores refuse checksums in trailers; what is read is compared with its hash.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // Some never say that one may go on.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.silenceMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  // The library's limits end with the head of an answer, and it reads texts of any length.
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const response = result.response as { statusCode: number; body: unknown };
        const isObject = commandName === "GetObjectCommand" && response.statusCode < 300;
        if (!isObject && response.body instanceof Readable) {
          response.body = Readable.from(patiently(response.body, limits, 0), { objectMode: false });
        }
        return result;
      },
    { step: "deserialize", priority: "low" },
  );
  return client;
}

/**
 * The pieces of an answer; breaks off where the store is silent for too long or too slow while
 * somebody waits for it: a slow reader is not a silent store.
 * @param bytes of an object; 0 for a text, which is short.
 */
async function* patiently(
  body: Readable,
  { silenceMs }: S3Limits,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  let leftMs = silenceMs + (bytes / SLOWEST) * 1000;
  let length = 0;
  try {
    for (;;) {
      const asked = performance.now();
      const silent = setTimeout(() => body.destroy(late()), Math.min(silenceMs, leftMs));
      const { done, value } = await chunks.next().finally(() => clearTimeout(silent));
      if (done) return;
      leftMs -= performance.now() - asked;
      length += value.byteLength;
      if (bytes === 0 && length > TEXT_BYTES) throw new Error("The answer has no end.");
      yield value;
    }
  } finally {
    body.destroy();
  }
}

const ignore = () => undefined;

/** As a store without words of its own says that what one asks about is not there. */
const NO_BUCKET = { name: "NoSuchBucket", $metadata: { httpStatusCode: 404 } };

/** Its cause is thrown as it is, whatever the store says meanwhile. */
class NotOfTheStore extends Error {}

function late(): Error {
  return Object.assign(new Error("silence"), { code: "ETIMEDOUT" });
}
