import pino, { type Logger } from "pino";

export type Log = Logger;

/** The path for the log: without the query, and without the secrets in links. */
function loggablePath(path: string): string {
  return path.replaceAll(/(\/invitations\/+)[^/]+/giu, "$1…").slice(0, 200);
}

/**
 * Structured lines on standard output. They contain nothing private: no text of drafts, no cookies,
 * no addresses of persons; this list of redacted names is the last line of defense.
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
