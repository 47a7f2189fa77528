import type { Fate } from "./expected.ts";
import type { Answer } from "./server.ts";
import { IMAGINARY } from "./reads.ts";

/** How a request was made: as a browser asks for a page, without its body, or for its data alone. */
export type Manner = "GET" | "HEAD" | "data";

const REAL_FIRST = Object.entries(IMAGINARY).sort(([a], [b]) => b.length - a.length);

/** The framework's single fetch answers a redirect with this status and a body of its own. */
const REDIRECTED = 202;

/** Where the data behind a page lies. */
export function dataAddress(address: string): string {
  const [path = "", query] = address.split("?");
  const data = path === "/" ? "/_root.data" : `${path}.data`;
  return query === undefined ? data : `${data}?${query}`;
}

/** The fate of a reading or a writing, as its answer says it. */
export function fateIn({ status, headers, text }: Answer): Fate | number {
  const leadsToSignIn = (headers.get("location") ?? "").startsWith("/login");
  if (status === 401 || (status === 302 && leadsToSignIn)) return "sign in";
  if (status === REDIRECTED) return text.includes('"/login') ? "sign in" : 302;
  if (status === 403) return "forbidden";
  return status === 404 ? "not there" : status;
}

/** The answer without what differs each time, and with one name for what was asked about. */
export function comparable({ status, headers, text }: Answer): string {
  const kept = [...headers]
    .filter(([name]) => !["date", "content-length", "etag", "x-request-id"].includes(name))
    .map(([name, value]) => `${name}: ${value}`);
  let all = [status, ...kept, text].join("\n");
  // The longest first: one document's id begins with another's.
  for (const [real, imaginary] of REAL_FIRST) {
    all = all.replaceAll(real, "WHAT").replaceAll(imaginary, "WHAT");
  }
  return all
    .replaceAll(/nonce(=\\?"|-|":\\?"|\\",\\")[^"'\\;\s]+/gu, "nonce")
    .replaceAll(/'nonce[^']*'/gu, "nonce");
}

/** The same address, of what never was; null where it names nothing that could be missing. */
export function imaginaryTwin(address: string): string | null {
  for (const [real, imaginary] of REAL_FIRST) {
    if (new RegExp(`/${real}(?=[/.?]|$)`, "u").test(address)) {
      return address.replace(real, imaginary);
    }
  }
  return null;
}
