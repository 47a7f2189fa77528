import type { LoaderFunctionArgs } from "@remix-run/node";
import { REFUSAL_STATUS } from "#app/domain/refusal.ts";

/** Longer than any secret that was given out. */
const MOST_CHARACTERS = 128;

/**
 * Somebody's deadlines for a calendar program, which has no session: the address is the secret. Rights
 * are asked by the service, anew each time.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const secret = (params["token"] ?? "").slice(0, MOST_CHARACTERS);
  const read = await context.services.calendar.read(secret, context.address);
  const headers = {
    "Cache-Control": "private, no-cache",
    // Found by no search, wherever the address was pasted.
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
