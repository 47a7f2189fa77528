import type { AskingBrowser } from "#server/services/index.ts";
import type { IncomingRequest } from "./access-requirement.ts";

/** The browser of a request, as passkeys have to know it. */
export function askingBrowser({ context, request }: IncomingRequest<unknown>): AskingBrowser {
  const { appUrl: origin, address, userAgent, enrollee } = context;
  const sessionId = context.sessionId ?? enrollee?.sessionId ?? null;
  return { origin, cookies: request.headers.get("Cookie"), address, userAgent, sessionId };
}
