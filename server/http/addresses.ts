import type { RequestHandler } from "express";

/** Bounds of an address, beyond every address of ours: refused before anything else reads it. */
export const ADDRESS_LIMITS = {
  /** Of the path, as it is sent. */
  pathCharacters: 1_000,
  segments: 16,
  queryBytes: 16 * 1024,
  queryPairs: 200,
  /** Paths about which one request asks the router. */
  manifestPaths: 200,
} as const;

/**
 * Of a request's line and headers together. Twice what Node takes by itself, so that an address beyond its
 * bounds arrives, and is refused in a sentence.
 */
export const HEADER_BYTES = 32 * 1024;

/** An address as the router reads it, or the status of its refusal. */
type ReadAddress =
  | { readonly path: string; readonly query: string }
  | { readonly status: 404 | 414 };

/**
 * Reads the address of a request once, for guards, logs and pages alike.
 *
 * The path in the answer has its segments decoded and encoded in one way only, and no slash at its end,
 * so that a comparison with it decides as the router does. 414 for an address beyond ADDRESS_LIMITS.
 * 404 for a path that no route has: too deep, with empty or dot segments, a backslash, which URLs take
 * for a slash, or a control character; for a `#`, behind which URLs have no path; and for a query with
 * NUL, which PostgreSQL refuses in any text.
 * @param url the request's target as it was sent: path and query.
 */
export function readAddress(url: string): ReadAddress {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? "" : url.slice(mark);
  if (path.length > ADDRESS_LIMITS.pathCharacters) return { status: 414 };
  if (query.length > ADDRESS_LIMITS.queryBytes) return { status: 414 };
  if (countOf("&", query) >= ADDRESS_LIMITS.queryPairs) return { status: 414 };
  if (url.includes("#") || query.includes("%00")) return { status: 404 };
  const normal = normalPath(path);
  if (normal === null) return { status: 404 };
  if (normal === MANIFEST) {
    const asked = manifestPaths(query);
    if (asked.length > ADDRESS_LIMITS.manifestPaths) return { status: 414 };
    const isRefused = (one: string) =>
      one.length > ADDRESS_LIMITS.pathCharacters || normalPath(one) === null;
    if (asked.some(isRefused)) return { status: 404 };
  }
  return { path: normal, query };
}

/** Where the router tells a page which routes answer which paths. */
const MANIFEST = "/__manifest";

/** The paths about which it is asked: one after another in `paths`, or each in a `p` of its own. */
function manifestPaths(query: string): readonly string[] {
  const fields = new URLSearchParams(query);
  return ["paths", "p"].flatMap((name) => fields.getAll(name)).flatMap((list) => list.split(","));
}

/** The path in its only spelling; null where no route can have it. */
function normalPath(path: string): string | null {
  if (!path.startsWith("/")) return null;
  const segments = path.slice(1).split("/");
  if (segments.at(-1) === "") segments.pop();
  if (segments.length > ADDRESS_LIMITS.segments) return null;
  let normal = "";
  for (const segment of segments) {
    const decoded = decodedSegment(segment);
    if (decoded === null || decoded === "" || decoded === "." || decoded === "..") return null;
    // oxlint-disable-next-line no-control-regex -- control characters are what is refused
    if (/[\u0000-\u001f\u007f\\]/u.test(decoded)) return null;
    normal += `/${encodeURIComponent(decoded)}`;
  }
  return normal || "/";
}

function decodedSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Malformed, such as "a%E0%A4%A": nobody's segment.
    return null;
  }
}

function countOf(sign: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}

const REFUSED = {
  404: "Nothing is at that address. Copy the whole link again, or type it anew.\n",
  414: "That address is longer than any that leads here. Copy the whole link again, or type it anew.\n",
} as const;

/**
 * Refuses what `readAddress` refuses, in a sentence and before anything is drawn or looked up, and hands
 * the address on in its only spelling: `request.path` is then the path that the router reads.
 */
export function boundAddresses(): RequestHandler {
  return (request, response, next) => {
    const address = readAddress(request.originalUrl);
    if ("status" in address) {
      response.status(address.status).type("text/plain").send(REFUSED[address.status]);
      return;
    }
    request.url = address.path + address.query;
    next();
  };
}
