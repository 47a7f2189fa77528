import type { RequestHandler } from "express";
import type { Logger } from "pino";

/** The path as it may stand in a log: without query, and without the secrets that some links carry. */
export function loggablePath(path: string): string {
  return path.replace(/^\/(invitations|recover)\/[^/]+/, "/$1/…").slice(0, 200);
}

/** One line for each request that is answered, without cookies, addresses of persons or queries. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const path = loggablePath(request.path);
    response.on("finish", () => {
      log.debug(
        {
          method: request.method,
          path,
          status: response.statusCode,
          ms: Math.round(performance.now() - began),
        },
        "answered",
      );
    });
    next();
  };
}
