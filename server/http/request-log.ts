import type { RequestHandler } from "express";
import type { Logger } from "pino";

/** One line for each request that is answered, without cookies, addresses of persons or queries. */
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
