import type { RequestHandler } from "express";
import type { Logger } from "pino";

/**
 * Logs one line for each answered request whose address could be read, without cookies, client addresses,
 * queries or secrets of links.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const { path } = request;
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
