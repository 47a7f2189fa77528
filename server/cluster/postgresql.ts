import { shortMessageOf } from "#server/message-of.ts";
import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import pg from "pg";
import { processScheduler, type Scheduler } from "#server/scheduler.ts";
import type { Cluster, ClusterSubscriber } from "./index.ts";
import { type ClusterMessage, packMessages, readPayload } from "./message.ts";

/** PostgreSQL keeps the channels of different databases apart. */
const CHANNEL = "coalition_desk";

/** Milliseconds between signs of life. */
const BEAT_MS = 500;
/** Silence after which a process is lost: with a check, its people are gone within two seconds. */
const SILENCE_MS = 1_600;
/** Milliseconds between checks of silence. */
const CHECK_MS = 250;
/** Without an own message back for so long, the connection is given up and made anew. */
const DEAF_MS = 3_000;
/** Milliseconds until the first try to connect again, and the longest wait. */
const RETRY_FIRST_MS = 100;
const RETRY_LAST_MS = 5_000;
/** Milliseconds for a connection or a statement. */
const LIMIT_MS = 5_000;
/** More waiting messages than this are dropped. */
const MOST_WAITING = 20_000;
/** How long stopping waits for the last message and the end of the connection, in milliseconds. */
const STOP_MS = 1_000;

interface PostgresqlClusterOptions {
  /** Of a session of its own: a pooler in transaction mode passes no notifications on. */
  readonly url: string;
  readonly log: { warn(facts: object, sentence: string): void };
  readonly scheduler?: Scheduler;
}

/**
 * The processes on one PostgreSQL, by LISTEN and NOTIFY on one connection of their own: the
 * transactions that write text contain no NOTIFY, since a commit with one holds a lock of the whole
 * database server (R23). Connects in the background, and again whenever the connection breaks.
 */
export function postgresqlCluster(options: PostgresqlClusterOptions): Cluster {
  return new PostgresqlCluster(options);
}

/** A connection, with the socket that ends it for good: a silent one answers no goodbye. */
interface Listening {
  readonly client: pg.Client;
  readonly socket: Socket;
}

class PostgresqlCluster implements Cluster {
  readonly processId = randomUUID();
  readonly isAlone = false;
  readonly #options: PostgresqlClusterOptions;
  readonly #scheduler: Scheduler;
  readonly #subscribers: ClusterSubscriber[] = [];
  /** When each other process was last heard of, in milliseconds of the scheduler. */
  readonly #heardAt = new Map<string, number>();
  #waiting: ClusterMessage[] = [];
  #listening: Listening | null = null;
  #isSending = false;
  #isClosed = false;
  #beat = 0;
  /** When the oldest sign of life was sent that is not back yet; null where all are. */
  #unansweredSince: number | null = null;
  #beatsSentAt = new Map<number, number>();
  #lagMs = 0;
  #checkedAt: number;
  #wasLate = false;
  #sent = 0;
  #received = 0;
  #retryMs = RETRY_FIRST_MS;
  readonly #callsOff: (() => void)[];

  constructor(options: PostgresqlClusterOptions) {
    this.#options = options;
    this.#scheduler = options.scheduler ?? processScheduler;
    this.#checkedAt = this.#scheduler.now();
    this.#callsOff = [
      this.#scheduler.every(BEAT_MS, () => this.#sendBeat()),
      this.#scheduler.every(CHECK_MS, () => this.#check()),
    ];
    void this.#connect();
  }

  publish(message: ClusterMessage): void {
    if (!this.#listening || this.#isClosed || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(message);
    if (this.#isSending) return;
    this.#isSending = true;
    // Messages that arise in the same turn of the event loop go out together.
    setImmediate(() => void this.#send());
  }

  subscribe(subscriber: ClusterSubscriber): void {
    this.#subscribers.push(subscriber);
  }

  stats() {
    const silentMs =
      this.#unansweredSince === null ? 0 : this.#scheduler.now() - this.#unansweredSince;
    return {
      isConnected: this.#listening !== null,
      lagSeconds: Math.max(this.#lagMs, silentMs) / 1000,
      processes: this.#heardAt.size + 1,
      sent: this.#sent,
      received: this.#received,
    };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    for (const callOff of this.#callsOff) callOff();
    const listening = this.#listening;
    this.publish({ kind: "stopping" });
    this.#isClosed = true;
    if (!listening) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#sayGoodbye(listening.client),
      new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS))),
    ]);
    clearTimeout(timer);
    this.#listening = null;
    listening.socket.destroy();
  }

  async #sayGoodbye(client: pg.Client): Promise<void> {
    while (this.#isSending && this.#listening?.client === client) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // The connection may be gone already.
    await client.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) return;
    const socket = new Socket();
    const client = new pg.Client({
      stream: () => socket,
      connectionString: this.#options.url,
      application_name: "coalition-desk",
      connectionTimeoutMillis: LIMIT_MS,
      query_timeout: LIMIT_MS,
      keepAlive: true,
    });
    // Without a listener, a broken connection would end the process.
    client.on("error", () => this.#broke(client));
    client.on("end", () => this.#broke(client));
    client.on("notification", ({ payload }) => {
      if (this.#listening?.client === client) this.#receive(payload ?? "");
    });
    try {
      await client.connect();
      // Losing a notification with the database server's last moments harms nothing.
      await client.query("SET synchronous_commit = off");
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      socket.destroy();
      this.#again(error);
      return;
    }
    if (this.#isClosed) return void socket.destroy();
    this.#listening = { client, socket };
    this.#retryMs = RETRY_FIRST_MS;
    this.#unansweredSince = null;
    this.#beatsSentAt.clear();
    this.#sendBeat();
    this.#tell((subscriber) => subscriber.connected?.());
  }

  #again(error: unknown): void {
    if (this.#isClosed) return;
    this.#options.log.warn(
      { error: shortMessageOf(error) },
      "the other processes can't be listened to; it is tried again",
    );
    const wait = this.#retryMs * (1 + Math.random() / 5);
    this.#retryMs = Math.min(2 * this.#retryMs, RETRY_LAST_MS);
    this.#scheduler.after(wait, () => void this.#connect());
  }

  #broke(client: pg.Client): void {
    if (this.#listening?.client !== client) return;
    this.#listening.socket.destroy();
    this.#listening = null;
    this.#waiting = [];
    this.#unansweredSince ??= this.#scheduler.now();
    this.#again(new Error("the connection broke"));
  }

  #receive(payload: string): void {
    const envelope = readPayload(payload);
    if (!envelope) return;
    const { from, messages } = envelope;
    const now = this.#scheduler.now();
    if (from === this.processId) return this.#returned(messages, now);
    const isNew = !this.#heardAt.has(from);
    const stops = messages.some(({ kind }) => kind === "stopping");
    if (!stops) this.#heardAt.set(from, now);
    if (isNew && !stops) this.#tell((subscriber) => subscriber.found?.(from));
    for (const message of messages) {
      this.#received += 1;
      if (message.kind !== "alive") {
        this.#tell((subscriber) => subscriber.received?.(from, message));
      }
    }
    if (!stops) return;
    // Also where it was taken for lost before: its last message may have told of its people again.
    this.#heardAt.delete(from);
    this.#tell((subscriber) => subscriber.lost?.(from));
  }

  #returned(messages: readonly ClusterMessage[], now: number): void {
    for (const message of messages) {
      if (message.kind !== "alive") continue;
      const sentAt = this.#beatsSentAt.get(message.beat);
      if (sentAt === undefined) continue;
      this.#lagMs = now - sentAt;
      this.#beatsSentAt.delete(message.beat);
      this.#unansweredSince = this.#beatsSentAt.values().next().value ?? null;
    }
  }

  #sendBeat(): void {
    if (!this.#listening) return;
    this.#beat += 1;
    const now = this.#scheduler.now();
    this.#beatsSentAt.set(this.#beat, now);
    this.#unansweredSince ??= now;
    this.publish({ kind: "alive", beat: this.#beat });
  }

  #check(): void {
    const now = this.#scheduler.now();
    const isLate = now - this.#checkedAt > 2 * CHECK_MS;
    this.#checkedAt = now;
    const standsStill = isLate && !this.#wasLate;
    this.#wasLate = isLate;
    // Messages that arrived while this process stood still are read first. One that is always late
    // looks all the same.
    if (standsStill) return;
    for (const [processId, heardAt] of this.#heardAt) {
      if (now - heardAt <= SILENCE_MS) continue;
      this.#heardAt.delete(processId);
      this.#tell((subscriber) => subscriber.lost?.(processId));
    }
    const isDeaf = this.#unansweredSince !== null && now - this.#unansweredSince > DEAF_MS;
    if (this.#listening && isDeaf) this.#broke(this.#listening.client);
  }

  async #send(): Promise<void> {
    try {
      while (this.#listening && this.#waiting.length > 0) {
        const messages = this.#waiting;
        this.#waiting = [];
        const payloads = packMessages(this.processId, messages);
        if (payloads.length === 0) continue;
        this.#sent += messages.length;
        await this.#listening.client.query(
          "SELECT pg_notify($1, payload) FROM unnest($2::text[]) payload",
          [CHANNEL, payloads],
        );
      }
    } catch {
      // The connection breaks, or its silence is noticed.
    } finally {
      this.#isSending = false;
    }
  }

  #tell(what: (subscriber: ClusterSubscriber) => void): void {
    for (const subscriber of this.#subscribers) {
      try {
        what(subscriber);
      } catch (error) {
        // Such as a message in a form that a neighboring release changed (R30).
        this.#options.log.warn({ error: shortMessageOf(error) }, "a message could not be taken");
      }
    }
  }
}
