import type { AskingBrowser } from "#server/services/index.ts";
import type { Visit } from "./access-requirement.ts";

/** The browser of a request, as passkeys have to know it. */
export function askingBrowser({ context, request }: Visit<unknown>): AskingBrowser {
  const { appUrl: origin, address, userAgent, enrollee } = context;
  const sessionId = context.sessionId ?? enrollee?.sessionId ?? null;
  return { origin, cookies: request.headers.get("Cookie"), address, userAgent, sessionId };
}
