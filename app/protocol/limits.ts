const KiB = 1024;
const MiB = 1024 * KiB;

/** All limits of the rooms (R22), in bytes, milliseconds or counts as the names say. */
export interface Limits {
  /** One message from a client. */
  readonly messageBytes: number;
  /** The first sync step 2 of a connection, which may carry days of work done offline. */
  readonly firstSyncBytes: number;
  /** A draft: base and tail together. Above it, only deletions are accepted. */
  readonly draftBytes: number;
  /** Accepted bytes of one connection that are not committed yet, besides one first sync. */
  readonly waitingBytes: number;
  /** Above this, the connection's socket is paused until some of it is committed (R12). */
  readonly pauseBytes: number;
  readonly connectionsPerRoom: number;
  readonly connectionsPerPersonAndRoom: number;
  /** Unbound client ids in one message; a message with more is processed in parts (R34). */
  readonly newClientsPerMessage: number;
  /**
   * Unbound client ids of one person at once, and in each hour after that; more must wait (R34).
   */
  readonly newClientsPerHour: number;
  /**
   * Steps that one person may add to a draft above its bound at once, and in each hour after that; more
   * must wait (R33a).
   */
  readonly costlyStepsPerHour: number;
  /** The JSON of one awareness state sent by a client. */
  readonly cursorBytes: number;
  /** Relayed bytes queued in one socket (R13). */
  readonly relayedBytes: number;
  /** How long the first sync may take to leave the socket (R13). */
  readonly firstSyncMs: number;
  /** From the upgrade to a joined room, whatever the client sends (R1). Configurable. */
  readonly joinMs: number;
  /** Sockets that are still joining, per address and in total (R1). Configurable. */
  readonly joiningPerAddress: number;
  readonly joiningInAll: number;
  /** Connections of one client to one draft that were refused and don't slow it yet (R41). */
  readonly refusalsAtOnce: number;
  /** Interval of pings; two unanswered pings end the connection (R15). */
  readonly pingMs: number;
  readonly missedPings: number;
  /** Longest time without a message to a connection; y-websocket gives up after 30 s (R15). */
  readonly silenceMs: number;
  /** Awareness frames a second for each room (R14). */
  readonly awarenessFramesPerSecond: number;
  /** How long the committer may collect updates under load; when idle it doesn't wait (R9). */
  readonly gatherMs: number;
  /** Most updates of one draft that are merged into one row and one message (R9). */
  readonly mergedUpdates: number;
  /** Backoff after a failed commit (R12). */
  readonly retryFirstMs: number;
  readonly retryLastMs: number;
  /** Compaction starts when the tail exceeds either limit (R19). */
  readonly tailRows: number;
  readonly tailBytes: number;
  /** A room without connections and pending updates is unloaded after this (R20). */
  readonly unloadMs: number;
  /** On shutdown, pending updates are committed within this (R21). */
  readonly shutdownMs: number;
}

/** The limits of R22. Tests and benchmarks pass a copy with single values changed. */
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
  costlyStepsPerHour: 500_000,
  cursorBytes: 4 * KiB,
  relayedBytes: 4 * MiB,
  firstSyncMs: 60_000,
  joinMs: 10_000,
  joiningPerAddress: 50,
  joiningInAll: 1_000,
  refusalsAtOnce: 5,
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
