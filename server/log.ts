import pino, { type Logger } from "pino";
import { withoutSecret } from "#app/domain/secret-path.ts";

export type Log = Logger;

/** An error's kind, words and place: what else a library hangs on one may be private, such as an address. */
function loggableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, code: code as unknown };
}

/**
 * Structured lines on standard output, or where `destination` says. They contain nothing private: no text
 * of drafts, no cookies, no addresses of persons; this list of redacted names is the last line of defense.
 * The field `path` loses the secrets of links.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
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
    serializers: { path: (path: string) => withoutSecret(path).slice(0, 200), err: loggableError },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}
