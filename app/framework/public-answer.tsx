import { renderToStaticMarkup } from "react-dom/server";
import type { ReactElement } from "react";
import { pageLanguageOf, type PageLanguage } from "#app/domain/public-page/content.ts";
import type { KeepPublic } from "#server/context.ts";

/**
 * Responses for everybody: pages without scripts, feeds, files. They are the same for each reader,
 * so that any cache may keep them, and asks at each look whether they stand (L72).
 */
export const KEPT = "public, no-cache";

/** The language that the address asks for; English where there is no translation. */
export function languageOf(url: URL): PageLanguage {
  return pageLanguageOf(url.searchParams.get("lang"));
}

/** Text, or the bytes of a picture. */
type AnswerBody = string | Uint8Array;

interface PublicAnswer {
  readonly request: Request;
  readonly type: string;
  /**
   * A key of everything the body depends on: the same key is the same body. It is its tag, and so
   * short: hashes, days and languages. Null to disable caching.
   */
  readonly key: string | null;
  /** Keeps it for others, where it depends on nothing but what is on record. */
  readonly keep?: KeepPublic | undefined;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => AnswerBody | Promise<AnswerBody>;
}

/** The response, or 304 where the reader has it already. */
export async function publicAnswer(answer: PublicAnswer): Promise<Response> {
  const { request, type, key, keep, status = 200, body } = answer;
  const tag = key === null ? null : `W/"${encodeURIComponent(key)}"`;
  const headers = {
    "Content-Type": type,
    "Cache-Control": tag === null ? "no-store" : KEPT,
    ...(tag === null ? {} : { ETag: tag }),
    ...answer.headers,
  };
  const draw = async () => {
    const drawn = await body();
    return typeof drawn === "string" ? new TextEncoder().encode(drawn) : new Uint8Array(drawn);
  };
  // Also for who has it: whoever comes next is then answered without drawing.
  const kept = tag !== null && keep ? await keep(tag, { status, headers }, draw) : null;
  if (tag !== null && knows(request, tag)) return new Response(null, { status: 304, headers });
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return new Response(kept ?? (await draw()), { status, headers });
}

function knows(request: Request, tag: string): boolean {
  const known = request.headers.get("If-None-Match") ?? "";
  return known.split(",").some((one) => one.trim() === tag);
}

/** A page as HTML. */
export function drawPage(page: ReactElement): string {
  return `<!DOCTYPE html>${renderToStaticMarkup(page)}`;
}

export const HTML = "text/html; charset=utf-8";
export const PNG = "image/png";
export const PLAIN_TEXT = "text/plain; charset=utf-8";
