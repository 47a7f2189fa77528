import type { Request, RequestHandler, Response } from "express";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { feedFormatOf, pageLanguageOf } from "#app/domain/public-page/content.ts";
import type { KeepPublic } from "#server/context.ts";
import { isPublicPage } from "./public-pages.ts";

/** Bytes of all answers that are kept, and of one: a page with pictures has a tenth of that. */
const MOST = { inAll: 32 * 1024 * 1024, ofOne: 4 * 1024 * 1024 } as const;
/** Shorter ones are not worth compressing. */
const COMPRESSED_FROM = 1_024;

/** In order of preference. */
const PACKERS = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
} as const;
type Encoding = keyof typeof PACKERS;

/** An answer as it was drawn, with its compressed forms once somebody asked for them. */
interface DrawnAnswer {
  readonly tag: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly packed: Map<Encoding, Promise<Buffer>>;
  /** Of the workspace, when this was last known to be right. */
  revision: string;
  bytes: number;
}

interface PublicMemory {
  /** Of everything that public pages show, read from the database: it differs once any of it changed. */
  readonly revision: () => Promise<string>;
  /** Where browsers find this server; links on the pages have it. */
  readonly originOf: (request: Request) => string;
}

/**
 * Answers for everybody from memory, while nothing on record has changed since they were drawn; else they
 * are drawn again behind it, which compares what is stored with the record. So a page that was published,
 * corrected or withdrawn by any process is right at once.
 */
export function answerFromMemory({ revision, originOf }: PublicMemory): RequestHandler {
  /** The last used at the end. */
  const kept = new Map<string, DrawnAnswer>();
  let bytes = 0;

  function remove(key: string): void {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  function grow(key: string, answer: DrawnAnswer, by: number): void {
    // It may have been replaced while it was compressed.
    if (kept.get(key) !== answer) return;
    answer.bytes += by;
    bytes += by;
    for (const oldest of kept.keys()) {
      if (bytes <= MOST.inAll) return;
      remove(oldest);
    }
  }

  function packedBy(encoding: Encoding, key: string, answer: DrawnAnswer): Promise<Buffer> {
    const before = answer.packed.get(encoding);
    if (before) return before;
    const packed = PACKERS[encoding](answer.body);
    answer.packed.set(encoding, packed);
    packed.then(
      ({ byteLength }) => grow(key, answer, byteLength),
      () => answer.packed.delete(encoding),
    );
    return packed;
  }

  async function send(
    key: string,
    answer: DrawnAnswer,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { status, headers, body } = answer;
    response.status(status).setHeaders(new Map(Object.entries(headers)));
    response.vary("Accept-Encoding");
    if (request.fresh) {
      response.status(304).removeHeader("Content-Type");
      response.end();
      return;
    }
    const accepted = body.byteLength < COMPRESSED_FROM ? [] : (["br", "gzip"] as const);
    const encoding = accepted.find((one) => request.acceptsEncodings(one) !== false);
    const sent = encoding ? await packedBy(encoding, key, answer) : body;
    if (encoding) response.setHeader("Content-Encoding", encoding);
    response.setHeader("Content-Length", sent.byteLength);
    response.end(request.method === "HEAD" ? undefined : sent);
  }

  /** Whether it was answered from memory. */
  async function isAnswered(request: Request, response: Response): Promise<boolean> {
    const key = keyOf(request, originOf(request));
    // Before anything that the answer shows is read, so that what changes meanwhile is drawn again.
    const now = await revision();
    const answer = kept.get(key);
    if (answer?.revision === now) {
      kept.delete(key);
      kept.set(key, answer);
      await send(key, answer, request, response);
      return true;
    }
    const keep: KeepPublic = async (tag, { status, headers }, draw) => {
      const before = kept.get(key);
      if (before?.tag === tag) {
        before.revision = now;
        return before.body;
      }
      const body = await draw();
      if (body.byteLength > MOST.ofOne) return body;
      remove(key);
      const drawn = { tag, status, headers, body, packed: new Map(), revision: now, bytes: 0 };
      kept.set(key, drawn);
      grow(key, drawn, body.byteLength);
      return body;
    };
    response.locals["keepPublic"] = keep;
    return false;
  }

  const answer = async (...[request, response, next]: Parameters<RequestHandler>) => {
    try {
      if (!mayBeKept(request) || !(await isAnswered(request, response))) next();
    } catch (error) {
      next(error);
    }
  };
  return (...request) => void answer(...request);
}

/** The files of a page are sent in pieces; its data is the framework's. */
function mayBeKept({ path, method }: Request): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  return isPublicPage(path) && !path.includes("/files/") && !path.endsWith(".data");
}

/** All that a public answer reads of its request, so that nothing else makes another one. */
function keyOf({ path, url }: Request, origin: string): string {
  const mark = url.indexOf("?");
  const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark));
  const format = path.endsWith("/feed") ? feedFormatOf(query.get("as")) : "";
  return [origin, path, pageLanguageOf(query.get("lang")), format].join(" ");
}
