import pino, { type Logger } from "pino";

export type Log = Logger;

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
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
