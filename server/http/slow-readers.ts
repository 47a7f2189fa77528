import type { RequestHandler } from "express";

/** How long a reader may take nothing of what waits for it, how much a second the slowest takes. */
interface ReaderLimits {
  readonly silentMs: number;
  readonly bytesPerSecond: number;
  readonly lookMs: number;
}

/** The limits of every reader; tests wait for less. */
export const READER_LIMITS: ReaderLimits = {
  silentMs: 60_000,
  bytesPerSecond: 1_024,
  lookMs: 5_000,
};

/**
 * Cuts off whoever takes nothing of an answer, so that nobody keeps it in memory by not reading it. Who is
 * slow and goes on is served to the end. Counted by what the socket has taken: a request that goes on
 * sending is no reader.
 */
export function cutOffSilentReaders({
  silentMs,
  bytesPerSecond,
  lookMs,
}: ReaderLimits = READER_LIMITS): RequestHandler {
  return (_request, response, next) => {
    let taken = 0;
    let since = performance.now();
    const look = () => {
      const { socket, writableLength: waiting } = response;
      const before = taken;
      taken = (socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0);
      const now = performance.now();
      if (waiting === 0 || taken !== before) since = now;
      // One write counts once all of it is taken.
      const allowedMs = Math.max(silentMs, (waiting / bytesPerSecond) * 1000);
      if (now - since > allowedMs) response.destroy();
    };
    const timer = setInterval(look, lookMs).unref();
    response.once("close", () => clearInterval(timer));
    next();
  };
}
