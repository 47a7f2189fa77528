import { createReadStream } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { pipeline } from "node:stream/promises";
import aws4 from "aws4";
import { storageInWords, type S3Storage } from "#server/blobs/storage.ts";
import { DamagedBlob, verifiedPieces } from "#server/blobs/verified.ts";
import { FOR_PEOPLE, type S3Limits } from "#server/blobs/limits.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { isWorthRepeating, problemOfAnswer, problemOfNetwork } from "./answers.ts";
import { codeIn, namesIn, nextPageIn } from "./xml.ts";

/** The slowest upload that is waited for, in bytes a second. */
const SLOWEST = 64_000;
const LONGEST_BACK_OFF_MS = 10_000;
/** Answers that are read whole: lists of a thousand names, and errors. */
const TEXT_BYTES = 4_000_000;

/**
 * An object's bytes as they come; to be read to their end, or given up with `return`. Who does not
 * begin to read them in time gets an error.
 */
export interface S3Object {
  readonly bytes: number;
  readonly pieces: AsyncGenerator<Uint8Array>;
}

/** A local file to be stored. */
export interface S3Upload {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The requests to one bucket that this program makes. All throw StorageProblem. */
export interface S3Client {
  /** The names behind the prefix that begin so, in order of their bytes. */
  list(beginning: string): AsyncGenerator<string>;
  /** Null where there is no such object. Its bytes are not verified. */
  read(name: string): Promise<S3Object | null>;
  /** Stores a file, whole or not at all. Throws DamagedBlob where it is not what its hash says. */
  write(name: string, upload: S3Upload): Promise<void>;
  /** Stores an object without bytes. */
  mark(name: string): Promise<void>;
  /**
   * One attempt: a repeated one may be overtaken by the first, which would then delete what was
   * stored under that name in between.
   */
  remove(name: string): Promise<void>;
  /** Breaks off what is under way; everything after it is refused. */
  close(): void;
}

const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

interface S3Request {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly name?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly upload?: S3Upload;
  readonly attempts?: number;
}

export interface S3ClientOptions {
  readonly limits?: S3Limits;
  /** Told of each request that failed for good. */
  readonly onProblem?: (problem: StorageProblem) => void;
}

/** Opens no connection before the first request. */
export function createS3Client(
  storage: S3Storage,
  { limits = FOR_PEOPLE, onProblem }: S3ClientOptions = {},
): S3Client {
  const { endpoint, bucket, prefix, addressing } = storage;
  const library = endpoint.protocol === "https:" ? https : http;
  const agent = new library.Agent({ keepAlive: true, maxFreeSockets: 8 });
  const closing = new AbortController();
  const host = addressing === "virtual" ? `${bucket}.${endpoint.host}` : endpoint.host;
  const { hostname, port } = new URL(`${endpoint.protocol}//${host}`);
  const base = addressing === "virtual" ? "/" : `/${bucket}/`;

  function signed({ method, name, query, upload }: S3Request) {
    const parameters = new URLSearchParams(query).toString().replaceAll("+", "%20");
    const path =
      name === undefined
        ? `${base.length > 1 ? base.slice(0, -1) : base}?${parameters}`
        : `${base}${prefix}${name}`;
    return aws4.sign(
      {
        service: "s3",
        region: storage.region,
        method,
        path,
        headers: {
          Host: host,
          // The store refuses other bytes than those of the hash, which is also the file's name.
          "X-Amz-Content-Sha256": upload?.sha256 ?? EMPTY_SHA256,
          ...(method === "PUT" && {
            "Content-Length": upload?.bytes ?? 0,
            "Content-Type": "application/octet-stream",
          }),
        },
      },
      storage.credentials,
    );
  }

  /** One attempt: answers with the head of the answer, whatever its status is. */
  function attempt(asked: S3Request): Promise<IncomingMessage> {
    const { upload } = asked;
    return new Promise((resolve, reject) => {
      const { path, method, headers } = signed(asked);
      const request = library.request({
        protocol: endpoint.protocol,
        hostname: hostname.replace(/^\[|\]$/gu, ""),
        ...(port !== "" && { port }),
        path,
        method,
        headers,
        agent,
      });
      const late = (what: string) => () =>
        request.destroy(Object.assign(new Error(what), { code: "ETIMEDOUT" }));
      const connecting = setTimeout(late("no connection"), limits.connectMs);
      const answering = setTimeout(
        late("no answer"),
        limits.answerMs + ((upload?.bytes ?? 0) / SLOWEST) * 1000,
      );
      request.on("socket", (socket) => {
        const connected = () => clearTimeout(connecting);
        if (!socket.connecting) connected();
        else socket.once(endpoint.protocol === "https:" ? "secureConnect" : "connect", connected);
      });
      request.setTimeout(limits.silenceMs, late("silence"));
      const settled = () => {
        clearTimeout(connecting);
        clearTimeout(answering);
      };
      request.on("error", (error) => {
        settled();
        reject(error);
      });
      request.once("response", (response) => {
        settled();
        // From here on its reader watches the time: a slow reader is not a silent store.
        request.setTimeout(0);
        // Refused before all of it was sent: the rest is not wanted.
        if (upload && (response.statusCode ?? 0) >= 300) {
          response.once("close", () => request.destroy());
        }
        resolve(response);
      });
      if (!upload) {
        request.end();
        return;
      }
      const pieces = verifiedPieces(upload.sha256, createReadStream(upload.path));
      pipeline(pieces, request).catch((error: unknown) => {
        // The request's own errors arrive above; a file that can't be read ends it.
        settled();
        request.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** Repeats what may succeed later. Answers with a success, or with null for 404. */
  async function send(asked: S3Request): Promise<IncomingMessage | null> {
    const most = asked.attempts ?? limits.attempts;
    for (let count = 1; ; count += 1) {
      if (closing.signal.aborted) throw stopping();
      let problem: StorageProblem;
      let isFinal = false;
      try {
        const response = await attempt(asked);
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) return response;
        const code = codeIn(await textOf(response, limits.silenceMs));
        if (status === 404 && code !== "NoSuchBucket") return null;
        problem = problemOfAnswer(storage, status, code, response.headers);
        isFinal = !isWorthRepeating(status, code);
      } catch (error) {
        if (error instanceof DamagedBlob || isMissingUpload(error, asked)) throw error;
        if (closing.signal.aborted) throw stopping();
        problem = problemOfNetwork(storage, error);
      }
      if (isFinal || count >= most) {
        onProblem?.(problem);
        throw problem;
      }
      const backOff = Math.min(limits.backOffMs * 2 ** (count - 1), LONGEST_BACK_OFF_MS);
      // Spread, so that processes that failed together don't return together.
      await delay(backOff * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(
        () => undefined,
      );
    }
  }

  /** Sends what has an answer without a body. */
  async function act(asked: S3Request): Promise<void> {
    const response = await send(asked);
    if (response) await textOf(response, limits.silenceMs);
    else if (asked.method === "PUT") throw problemOfAnswer(storage, 404, "NoSuchBucket", {});
  }

  return {
    async *list(beginning) {
      let token: string | null = null;
      do {
        const response = await send({
          method: "GET",
          query: {
            ...(token !== null && { "continuation-token": token }),
            "list-type": "2",
            prefix: prefix + beginning,
          },
        });
        if (!response) throw problemOfAnswer(storage, 404, "NoSuchBucket", {});
        const page = await textOf(response, limits.silenceMs);
        for (const key of namesIn(page)) if (key.startsWith(prefix)) yield key.slice(prefix.length);
        const next = nextPageIn(page);
        if (next !== null && next === token) throw repeatsItself();
        token = next;
      } while (token !== null);
    },
    async read(name) {
      const response = await send({ method: "GET", name });
      if (!response) return null;
      const bytes = Number(response.headers["content-length"]);
      // Nobody may come to read it: an error, or a browser that is gone.
      const unread = setTimeout(() => response.destroy(), limits.silenceMs);
      response.once("close", () => clearTimeout(unread));
      const pieces = async function* () {
        clearTimeout(unread);
        yield* piecesOf(response, limits.silenceMs);
      };
      return { bytes, pieces: pieces() };
    },
    write: (name, upload) => act({ method: "PUT", name, upload }),
    mark: (name) => act({ method: "PUT", name }),
    remove: (name) => act({ method: "DELETE", name, attempts: 1 }),
    close() {
      closing.abort();
      // Ends the requests that are under way.
      agent.destroy();
    },
  };

  function repeatsItself(): StorageProblem {
    return new StorageProblem(
      `The store lists the same files again and again (${storageInWords(storage)}).`,
      "SamePage",
    );
  }

  function stopping(): StorageProblem {
    return new StorageProblem("The server stops.", "STOPPING");
  }

  /** The body; breaks off where the store is silent for too long while somebody waits for it. */
  async function* piecesOf(
    response: IncomingMessage,
    silenceMs: number,
  ): AsyncGenerator<Uint8Array> {
    const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
    try {
      for (;;) {
        const silent = setTimeout(
          () => response.destroy(Object.assign(new Error("silence"), { code: "ETIMEDOUT" })),
          silenceMs,
        );
        const { done, value } = await chunks.next().finally(() => clearTimeout(silent));
        if (done) return;
        yield value;
      }
    } catch (error) {
      if (closing.signal.aborted) throw stopping();
      throw problemOfNetwork(storage, error);
    } finally {
      response.destroy();
    }
  }

  async function textOf(response: IncomingMessage, silenceMs: number): Promise<string> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const piece of piecesOf(response, silenceMs)) {
      length += piece.byteLength;
      if (length > TEXT_BYTES) break;
      parts.push(piece);
    }
    return Buffer.concat(parts).toString("utf8");
  }
}

/** A local file that is not there is no problem of the store. */
function isMissingUpload(error: unknown, { upload }: S3Request): boolean {
  return (
    upload !== undefined && error instanceof Error && "path" in error && error.path === upload.path
  );
}
