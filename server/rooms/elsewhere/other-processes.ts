import { shortMessageOf } from "#server/message-of.ts";
import { randomUUID } from "node:crypto";
import type { Cluster, ClusterMessage, PresentPerson } from "#server/cluster/index.ts";
import type { DraftStatus, UpdateLog } from "#server/rooms/log/update-log.ts";
import { Outage } from "#server/outage.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Connections } from "#server/rooms/room/connections.ts";
import type { Registry } from "#server/rooms/room/registry.ts";
import type { Room } from "#server/rooms/room/room.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { PresenceOut } from "./presence-out.ts";

/** Milliseconds between comparisons of the open drafts with the database (R23). */
const COMPARE_MS = 1_000;

/** Milliseconds after which a hold of another process ends by itself. */
const HOLD_MS = 10_000;

/** Drafts that are read at once: after an outage all may differ, and commits need connections too. */
const READ_AT_ONCE = 4;

const NOT_COMPARED =
  "drafts could not be compared with the database; they are compared again until they can be";

interface OtherProcessesPorts {
  readonly cluster: Cluster;
  readonly log: Pick<UpdateLog, "heads">;
  readonly registry: Registry;
  readonly connections: Connections;
  readonly logger: RoomsLog;
  readonly scheduler: Scheduler;
  /** Suspends commits of the room (R16) until the returned function is called. */
  readonly hold: (room: Room) => () => void;
}

/**
 * Keeps a draft's rooms in several processes in step (R23, R24). Every process can serve any
 * draft: the row lock orders what they commit. They tell only those who have the draft in memory
 * too, so that a draft whose connections all come to one process costs nothing. Whatever is lost on
 * the way is found by comparing sequence numbers each second.
 */
export class OtherProcesses {
  readonly #ports: OtherProcessesPorts;
  /** The other processes that have a draft in memory. */
  readonly #interested = new Map<string, Set<string>>();
  /** The holds of other processes by draft: their ids, and what ends each here. */
  readonly #holds = new Map<string, Map<string, Hold>>();
  /** People of other processes whose cursors refer to text that is being read. */
  readonly #waitingPeople = new Set<WaitingPeople>();
  readonly #presence: PresenceOut;
  readonly #stopComparing: () => void;
  #isComparing = false;
  readonly #outage: Outage;

  constructor(ports: OtherProcessesPorts) {
    this.#ports = ports;
    this.#outage = new Outage(ports.logger, NOT_COMPARED);
    const { cluster, scheduler } = ports;
    this.#presence = new PresenceOut(scheduler, (documentId, states, gone) => {
      const room = ports.registry.get(documentId);
      if (!room) return;
      for (const part of inParts(states, gone)) {
        cluster.publish({ kind: "presence", documentId, sequence: room.sequence, ...part });
      }
    });
    if (cluster.isAlone) {
      this.#stopComparing = () => undefined;
      return;
    }
    cluster.subscribe({
      received: (from, message) => this.#received(from, message),
      connected: () => this.#connected(),
      found: () => this.#announceAll(),
      lost: (processId) => this.#lost(processId),
    });
    this.#stopComparing = scheduler.every(COMPARE_MS, () => void this.#compare());
  }

  stop(): void {
    this.#stopComparing();
    this.#presence.stop();
  }

  /** Call when a draft was loaded. */
  opened(room: Room): void {
    if (this.#ports.cluster.isAlone) return;
    for (const hold of this.#holds.get(room.documentId)?.values() ?? []) {
      hold.ends.push(this.#ports.hold(room));
    }
    this.#announce(room, false);
  }

  /** Call when a draft is no longer in memory. */
  closed(room: Room): void {
    if (this.#ports.cluster.isAlone) return;
    this.#presence.forget(room.documentId);
    this.#ports.cluster.publish({ kind: "closed", documentId: room.documentId });
  }

  /** Call when this process has committed a row. */
  committed({ documentId }: Pick<Room, "documentId">, sequence: number): void {
    if (!this.#interested.has(documentId)) return;
    this.#ports.cluster.publish({ kind: "rows", documentId, sequence });
  }

  /** Call with what changed among the people on this process's connections. */
  present({ documentId }: Room, states: readonly PresentPerson[], gone: readonly number[]): void {
    if (this.#interested.has(documentId)) this.#presence.add(documentId, states, gone);
  }

  /** Tells the others' open pages that threads changed (M5). */
  threadsChanged(documentId: string, ids: readonly string[], organizationId: string | null): void {
    this.#ports.cluster.publish({ kind: "threads", documentId, ids, organizationId });
  }

  /** Suspends commits of the draft in the other processes, until the returned function is called. */
  hold(documentId: string): () => void {
    const id = randomUUID();
    this.#ports.cluster.publish({ kind: "hold", documentId, id });
    return () => this.#ports.cluster.publish({ kind: "release", documentId, id });
  }

  #announce({ documentId, sequence }: Room, isAnswer: boolean): void {
    this.#ports.cluster.publish({ kind: "open", documentId, sequence, isAnswer });
  }

  #announceAll(): void {
    for (const room of this.#ports.registry.values()) this.#announce(room, false);
  }

  /** Notices of the time without a connection are lost: asks, and has pages ask, for everything. */
  #connected(): void {
    this.#announceAll();
    this.#ports.connections.tellAllThreads();
    void this.#compare();
  }

  #received(from: string, message: ClusterMessage): void {
    switch (message.kind) {
      case "rows":
        return this.#rows(message.documentId, message.sequence);
      case "open":
        return this.#openElsewhere(from, message);
      case "closed":
        return this.#closedElsewhere(from, message.documentId);
      case "presence":
        return this.#presentElsewhere(from, message);
      case "threads": {
        const { documentId, ids, organizationId } = message;
        this.#ports.connections.tellThreads(documentId, ids, organizationId);
        return;
      }
      case "hold":
        return this.#holdFor(from, message.documentId, message.id);
      case "release":
        return this.#release(message.documentId, message.id);
    }
  }

  #rows(documentId: string, sequence: number): void {
    void this.#ports.registry.loaded(documentId).then(
      (room) => (room && room.sequence < sequence ? this.#catchUp(room) : undefined),
      () => undefined,
    );
  }

  #openElsewhere(
    from: string,
    { documentId, sequence, isAnswer }: Extract<ClusterMessage, { kind: "open" }>,
  ): void {
    const room = this.#ports.registry.get(documentId);
    const others = this.#interested.get(documentId);
    if (others) others.add(from);
    else this.#interested.set(documentId, new Set([from]));
    if (!room) return;
    if (!isAnswer) this.#announce(room, true);
    if (room.sequence < sequence) void this.#catchUp(room);
    else if (room.sequence > sequence) this.committed(room, room.sequence);
    const here = room.awareness.here();
    if (here.length > 0) this.#presence.add(documentId, here, []);
  }

  #closedElsewhere(from: string, documentId: string): void {
    const others = this.#interested.get(documentId);
    others?.delete(from);
    if (others?.size === 0) this.#interested.delete(documentId);
    for (const people of this.#waitingPeople) {
      if (people.from === from && people.documentId === documentId) people.hasLeft = true;
    }
    this.#ports.registry.get(documentId)?.awareness.dropElsewhere(from);
  }

  #presentElsewhere(
    from: string,
    { documentId, sequence, states, gone }: Extract<ClusterMessage, { kind: "presence" }>,
  ): void {
    const room = this.#ports.registry.get(documentId);
    if (!room) return;
    const show = () => room.showElsewhere(from, states, gone);
    // A cursor in words that the pages lack would vanish for them.
    if (room.sequence >= sequence) return show();
    const people: WaitingPeople = { from, documentId, hasLeft: false };
    this.#waitingPeople.add(people);
    void this.#catchUp(room, () => {
      if (!people.hasLeft) show();
    }).finally(() => this.#waitingPeople.delete(people));
  }

  #lost(processId: string): void {
    for (const documentId of this.#interested.keys()) {
      this.#closedElsewhere(processId, documentId);
    }
    for (const people of this.#waitingPeople) if (people.from === processId) people.hasLeft = true;
    for (const room of this.#ports.registry.values()) room.awareness.dropElsewhere(processId);
    for (const [documentId, holds] of this.#holds) {
      for (const [id, hold] of holds) if (hold.of === processId) this.#release(documentId, id);
    }
  }

  #holdFor(of: string, documentId: string, id: string): void {
    const callOff = this.#ports.scheduler.after(HOLD_MS, () => this.#release(documentId, id));
    const hold: Hold = { of, ends: [callOff] };
    const holds = this.#holds.get(documentId) ?? new Map<string, Hold>();
    this.#holds.set(documentId, holds.set(id, hold));
    const room = this.#ports.registry.get(documentId);
    if (room) hold.ends.push(this.#ports.hold(room));
  }

  #release(documentId: string, id: string): void {
    const holds = this.#holds.get(documentId);
    const hold = holds?.get(id);
    if (!holds || !hold) return;
    holds.delete(id);
    if (holds.size === 0) this.#holds.delete(documentId);
    for (const end of hold.ends) end();
  }

  /** Compares every open draft with the database, in one query for hundreds of them. */
  async #compare(): Promise<void> {
    const rooms = [...this.#ports.registry.values()];
    // One at a time, while the database does not answer.
    if (rooms.length === 0 || this.#isComparing) return;
    this.#isComparing = true;
    try {
      const heads = await this.#ports.log.heads(rooms.map(({ documentId }) => documentId));
      const behind = rooms.filter((room) => isBehind(room, heads.get(room.documentId)));
      for (let at = 0; at < behind.length; at += READ_AT_ONCE) {
        const some = behind.slice(at, at + READ_AT_ONCE);
        await Promise.all(some.map((room) => this.#catchUp(room)));
      }
      this.#outage.worked();
    } catch (error) {
      this.#outage.failed(error);
    } finally {
      this.#isComparing = false;
    }
  }

  async #catchUp(room: Room, then: () => void = () => undefined): Promise<void> {
    try {
      await room.catchUp();
      then();
    } catch (error) {
      const facts = { documentId: room.documentId, error: shortMessageOf(error) };
      this.#ports.logger.warn(facts, "rows of another process could not be read; it looks again");
    }
  }
}

/** Whether the database has more of a draft; what this process commits just now is ahead of its room. */
function isBehind(room: Room, head: DraftStatus | undefined): boolean {
  const isSame =
    head?.sequence === room.sequence &&
    head.status === room.status &&
    head.generation === room.generation;
  return !isSame && room.pending.length === 0;
}

/** People of a process that may leave the draft, or be lost, before they are shown. */
interface WaitingPeople {
  readonly from: string;
  readonly documentId: string;
  hasLeft: boolean;
}

/** Commits suspended by another process: whose it is, and what ends it here. */
interface Hold {
  readonly of: string;
  readonly ends: (() => void)[];
}

/** The bytes of states in one message; a state has a few hundred, at most some 4,500. */
const PART_BYTES = 3_000;

function* inParts(
  states: readonly PresentPerson[],
  gone: readonly number[],
): Generator<{ readonly states: readonly PresentPerson[]; readonly gone: readonly number[] }> {
  let part: PresentPerson[] = [];
  let size = 0;
  for (const state of states) {
    const bytes = Buffer.byteLength(state[1]);
    if (part.length > 0 && size + bytes > PART_BYTES) {
      yield { states: part, gone: [] };
      part = [];
      size = 0;
    }
    part.push(state);
    size += bytes;
  }
  for (let at = 0; at < gone.length; at += 200)
    yield { states: [], gone: gone.slice(at, at + 200) };
  if (part.length > 0) yield { states: part, gone: [] };
}
