import type { RequestHandler } from "express";
import { Counter, Histogram, type Registry } from "prom-client";

/**
 * Registers `http_requests_total`, by the class of the answer (2xx … 5xx), and
 * `http_request_seconds`, until the last byte was handed to the system. The labels hold no path:
 * paths name documents.
 */
export function countRequests(registry: Registry): RequestHandler {
  const registers = [registry];
  const requests = new Counter({
    name: "http_requests_total",
    help: "Answered requests of pages and files, by the class of the status",
    labelNames: ["status"],
    registers,
  });
  const seconds = new Histogram({
    name: "http_request_seconds",
    help: "Time until a request was answered",
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  // A rate needs a value from before the first error.
  for (const status of ["2xx", "3xx", "4xx", "5xx"]) requests.inc({ status }, 0);
  return (_request, response, next) => {
    const began = performance.now();
    response.on("finish", () => {
      requests.inc({ status: `${Math.floor(response.statusCode / 100)}xx` });
      seconds.observe((performance.now() - began) / 1000);
    });
    next();
  };
}
