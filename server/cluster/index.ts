import type { ClusterMessage } from "./message.ts";

export type { ClusterMessage, PresentPerson } from "./message.ts";

export interface ClusterSubscriber {
  /** Another process sent this. */
  received?(from: string, message: ClusterMessage): void;
  /** The connection stands, at first or again: what was sent meanwhile may have been lost. */
  connected?(): void;
  /** A process is there that was not, or not heard of for a while. */
  found?(processId: string): void;
  /** A process stopped, died, or has not been heard of: its connections no longer count. */
  lost?(processId: string): void;
}

export interface ClusterStats {
  readonly isConnected: boolean;
  /** Seconds that the last message took to come back; grows while none does. */
  readonly lagSeconds: number;
  /** The number of processes that are heard of, this one included. */
  readonly processes: number;
  readonly sent: number;
  readonly received: number;
}

/** The other processes that serve the same workspace (R23, R24). */
export interface Cluster {
  /** Identifies this process among the others. */
  readonly processId: string;
  /** Whether there can be no others: everything is then decided in this process. */
  readonly isAlone: boolean;
  /** Sends within milliseconds. Never fails: what can't be sent is lost, as it may be anyway. */
  publish(message: ClusterMessage): void;
  subscribe(subscriber: ClusterSubscriber): void;
  stats(): ClusterStats;
  /** Tells the others that this process stops, and disconnects. */
  close(): Promise<void>;
}

/** On SQLite there is one process. */
export function aloneCluster(): Cluster {
  return {
    processId: "alone",
    isAlone: true,
    publish: () => undefined,
    subscribe: () => undefined,
    stats: () => ({ isConnected: true, lagSeconds: 0, processes: 1, sent: 0, received: 0 }),
    close: async () => undefined,
  };
}
