import { renderToStaticMarkup } from "react-dom/server";
import type { ReactElement } from "react";
import { PAGE_LANGUAGES, type PageLanguage } from "#app/domain/public-page/content.ts";

/**
 * Responses for everybody: pages without scripts, feeds, files. They are the same for each reader,
 * so that any cache may keep them, but only for a minute: withdrawn pages must disappear soon.
 */
const KEPT = "public, max-age=60, stale-while-revalidate=60";

/** The language that the address asks for; English where there is no translation. */
export function languageOf(url: URL): PageLanguage {
  const asked = url.searchParams.get("lang");
  return PAGE_LANGUAGES.find((known) => known === asked) ?? "en";
}

interface PublicAnswer {
  readonly request: Request;
  readonly type: string;
  /**
   * A key of everything the body depends on: the same key is the same body. It is its tag, and so
   * short: hashes, days and languages. Null to disable caching.
   */
  readonly key: string | null;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => string | Uint8Array | Promise<string | Uint8Array>;
}

/** The response, or 304 without rendering where the reader has it already. */
export async function publicAnswer(answer: PublicAnswer): Promise<Response> {
  const { request, type, key, status = 200, body } = answer;
  const tag = key === null ? null : `W/"${encodeURIComponent(key)}"`;
  const headers = new Headers({
    "Content-Type": type,
    "Cache-Control": tag === null ? "no-store" : KEPT,
    ...answer.headers,
  });
  if (tag !== null) {
    headers.set("ETag", tag);
    if (knows(request, tag)) return new Response(null, { status: 304, headers });
  }
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return new Response(asBody(await body()), { status, headers });
}

function asBody(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === "string" ? body : new Uint8Array(body);
}

function knows(request: Request, tag: string): boolean {
  const known = request.headers.get("If-None-Match") ?? "";
  return known.split(",").some((one) => one.trim() === tag);
}

/** The number of cached pages, most recently used. */
const DRAWN = 50;
const drawn = new Map<string, string>();

/**
 * A page as HTML, cached by its key, so that many readers cost one rendering.
 * @param key what the page depends on; null for no caching.
 */
export function drawPage(page: ReactElement, key: string | null): string {
  const before = key === null ? undefined : drawn.get(key);
  const html = before ?? `<!DOCTYPE html>${renderToStaticMarkup(page)}`;
  if (key !== null) {
    drawn.delete(key);
    drawn.set(key, html);
    const [oldest] = drawn.keys();
    if (drawn.size > DRAWN && oldest !== undefined) drawn.delete(oldest);
  }
  return html;
}

export const HTML = "text/html; charset=utf-8";
export const PLAIN_TEXT = "text/plain; charset=utf-8";
