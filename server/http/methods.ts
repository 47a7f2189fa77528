import type { RequestHandler } from "express";

const TAKEN = new Set(["GET", "HEAD", "POST"]);

/**
 * Refuses every method that no page has: the pages' framework takes PUT and DELETE for a form, and has
 * no request object for TRACE.
 */
export function refuseOtherMethods(): RequestHandler {
  return (request, response, next) => {
    if (TAKEN.has(request.method)) return next();
    response.status(405).setHeader("Allow", [...TAKEN].join(", "));
    response.type("text/plain").send("A page can be read, or sent a form; nothing was done.\n");
  };
}
