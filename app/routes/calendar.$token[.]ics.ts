import { REFUSAL_STATUS } from "#app/domain/refusal.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

/** Longer than any issued secret. */
const MAX_CHARACTERS = 128;

/**
 * The deadlines of a person for a calendar program, which has no session: the address is the
 * secret. The service checks permissions on each request.
 */
export async function loader({ request, params, context }: LoaderArgs): Promise<Response> {
  const secret = (params["token"] ?? "").slice(0, MAX_CHARACTERS);
  const read = await context.services.calendar.read(secret, context.address);
  const headers = {
    "Cache-Control": "private, no-cache",
    // Keeps a leaked address out of search engines.
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
  };
  if (!read.ok) {
    const { code, sentence } = read.refusal;
    return new Response(`${sentence}\n`, {
      status: REFUSAL_STATUS[code],
      headers: {
        ...headers,
        "Content-Type": "text/plain; charset=utf-8",
        ...(code === "too-many-tries" ? { "Retry-After": "3600" } : {}),
      },
    });
  }
  const { text, etag } = read.value;
  const known = request.headers.get("If-None-Match") ?? "";
  if (known.split(",").some((one) => one.trim() === etag)) {
    return new Response(null, { status: 304, headers: { ...headers, ETag: etag } });
  }
  return new Response(text, {
    headers: {
      ...headers,
      ETag: etag,
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'inline; filename="deadlines.ics"',
    },
  });
}
