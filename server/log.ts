import pino, { type Logger } from "pino";

export type Log = Logger;

/** The path as it may stand in a log: without query, and without the secrets that some links carry. */
function loggablePath(path: string): string {
  return path.replaceAll(/(\/invitations\/+)[^/]+/giu, "$1…").slice(0, 200);
}

/**
 * Structured lines on standard output. What is private never reaches it: no text of drafts, no
 * cookies, no addresses of persons; the last line of defence is this list of redacted names.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    redact: {
      paths: [
        "address",
        "cookie",
        "password",
        "token",
        "email",
        "*.cookie",
        "*.password",
        "*.token",
        "*.email",
      ],
      censor: "…",
    },
    serializers: { path: loggablePath },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
