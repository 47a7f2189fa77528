import type { RequestHandler } from "express";

/**
 * Refuses malformed addresses, such as `/a%E0%A4%A`, before anything else parses them: Remix would
 * print them, and with them the secret of a link, on the console.
 */
export function refuseUnreadableAddresses(): RequestHandler {
  return (request, response, next) => {
    if (isReadable(request.path)) return next();
    response
      .status(400)
      .type("text/plain")
      .send("That address is broken. Copy the whole link again, or type it anew.\n");
  };
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
