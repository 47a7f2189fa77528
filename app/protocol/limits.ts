const KiB = 1024;
const MiB = 1024 * KiB;

/** Every bound of the rooms (R22), in bytes, milliseconds or counts as the names say. */
export interface Limits {
  /** One message from a client. */
  readonly messageBytes: number;
  /** The first sync step 2 of a connection, which may carry days of work done offline. */
  readonly firstSyncBytes: number;
  /** A draft: base and tail together. Deletions alone are still taken above it. */
  readonly draftBytes: number;
  /** Bytes accepted from one connection and not yet committed, beside one first sync. */
  readonly waitingBytes: number;
  /** From here on a connection's socket is read no further until some of it is committed (R12). */
  readonly pauseBytes: number;
  readonly connectionsPerRoom: number;
  readonly connectionsPerPersonAndRoom: number;
  /** Client ids that are nobody's yet, in one message; what has more is taken in parts (R34). */
  readonly newClientsPerMessage: number;
  /** The same of one person at once, and in each hour after that; what is more waits (R34). */
  readonly newClientsPerHour: number;
  /** The JSON of one awareness state that a client sends. */
  readonly cursorBytes: number;
  /** Relayed bytes that may wait in one socket (R13). */
  readonly relayedBytes: number;
  /** How long the first sync may take to leave the socket (R13). */
  readonly firstSyncMs: number;
  /** From the upgrade to a joined room, whatever the client sends (R1). A setting. */
  readonly joinMs: number;
  /** Sockets that are still joining, per address and in all (R1). Settings. */
  readonly joiningPerAddress: number;
  readonly joiningInAll: number;
  /** A ping goes out this often; two without an answer end the connection (R15). */
  readonly pingMs: number;
  readonly missedPings: number;
  /** No connection is left without a message for longer; y-websocket gives up after 30 s (R15). */
  readonly silenceMs: number;
  /** Awareness frames a second and room (R14). */
  readonly awarenessFramesPerSecond: number;
  /** How long the committer may gather under load, and never when idle (R9). */
  readonly gatherMs: number;
  /** Updates of one draft that are merged into one row and one message (R9). */
  readonly mergedUpdates: number;
  /** Back-off of a commit that failed (R12). */
  readonly retryFirstMs: number;
  readonly retryLastMs: number;
  /** Compaction begins when the tail passes either (R19). */
  readonly tailRows: number;
  readonly tailBytes: number;
  /** A room without connections and with nothing waiting is unloaded after this (R20). */
  readonly unloadMs: number;
  /** What waits is committed within this when the process stops (R21). */
  readonly shutdownMs: number;
}

/** The one table of R22. Tests and measurements pass a copy with single figures changed. */
export const LIMITS: Limits = {
  messageBytes: 1 * MiB,
  firstSyncBytes: 8 * MiB,
  draftBytes: 32 * MiB,
  waitingBytes: 2 * MiB,
  pauseBytes: 256 * KiB,
  connectionsPerRoom: 200,
  connectionsPerPersonAndRoom: 20,
  newClientsPerMessage: 1_000,
  newClientsPerHour: 10_000,
  cursorBytes: 4 * KiB,
  relayedBytes: 4 * MiB,
  firstSyncMs: 60_000,
  joinMs: 10_000,
  joiningPerAddress: 50,
  joiningInAll: 1_000,
  pingMs: 25_000,
  missedPings: 2,
  silenceMs: 20_000,
  awarenessFramesPerSecond: 20,
  gatherMs: 5,
  mergedUpdates: 256,
  retryFirstMs: 100,
  retryLastMs: 5_000,
  tailRows: 500,
  tailBytes: 512 * KiB,
  unloadMs: 30_000,
  shutdownMs: 10_000,
};
