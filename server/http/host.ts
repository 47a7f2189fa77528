import type { RequestHandler } from "express";

/**
 * Gives every request the Host that browsers use, APP_URL's: a proxy may pass on another one or leave out
 * the port. Without APP_URL it is what the client sent, and 400 where that is no host. A proxy's
 * X-Forwarded-Host decides nothing, nor does an X-Forwarded-Proto that names no scheme of the web.
 */
export function takeHostFrom(appOrigin: string | null): RequestHandler {
  const own = appOrigin === null ? null : new URL(appOrigin).host;
  return (request, response, next) => {
    const host = own ?? request.headers.host;
    if (host === undefined || !/^[\w.:[\]-]+$/u.test(host) || !URL.canParse(`http://${host}/`)) {
      response
        .status(400)
        .type("text/plain")
        .send("The request names no host. Nothing was done.\n");
      return;
    }
    request.headers.host = host;
    delete request.headers["x-forwarded-host"];
    const scheme = String(request.headers["x-forwarded-proto"] ?? "")
      .split(",", 1)[0]
      ?.trim();
    if (scheme !== "http" && scheme !== "https") delete request.headers["x-forwarded-proto"];
    next();
  };
}
