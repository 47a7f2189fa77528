import { shortMessageOf } from "#server/message-of.ts";
import type { IncomingMessage } from "node:http";
import type { Registry as MetricsRegistry } from "prom-client";
import type { Duplex } from "node:stream";
import type { Outcome } from "#app/domain/refusal.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { LIMITS, type Limits } from "#app/protocol/limits.ts";
import { HourlyAllowance } from "./room/hourly-allowance.ts";
import { Committer } from "./room/committer.ts";
import { Connections } from "./room/connections.ts";
import { Compaction } from "./room/compaction.ts";
import type { SyncSession } from "./session/sync-session.ts";
import { ConnectionGate } from "./gate/connection-gate.ts";
import type { CommittedDraft } from "./drafts/committed-draft.ts";
import { type FirstPaint, FirstPaints } from "./drafts/first-paint.ts";
import { processScheduler, type Scheduler } from "#server/scheduler.ts";
import type { RoomsLog, RoomsPorts } from "./ports.ts";
import { readStateIndex } from "./room/draft.ts";
import { Registry } from "./room/registry.ts";
import { registerMetrics, type RoomsStats } from "./metrics.ts";
import { revoke, type Revocation } from "./gate/revocation.ts";
import { Room } from "./room/room.ts";
import { type SavingHealth, SavingWatch } from "./room/saving-watch.ts";
import { SESSIONS_MS, Sweep, SWEEP_MS } from "./gate/sweep.ts";
import { aloneCluster, type Cluster, type PresentPerson } from "#server/cluster/index.ts";
import { OtherProcesses } from "./elsewhere/other-processes.ts";
import type { BaselineStore } from "./log/baselines.ts";
import type { UpdateLog } from "./log/update-log.ts";
import type { DraftWorkers } from "./drafts/workers.ts";

export type { RoomsPorts } from "./ports.ts";
export type { DraftWorkers } from "./drafts/workers.ts";
export { createDraftWorkers } from "./drafts/workers.ts";
export { databaseBaselines } from "./log/baselines.ts";
export { databaseLog, swapBase } from "./log/database-log.ts";
export type { StoredDraft } from "./log/update-log.ts";

export interface RoomsOptions extends RoomsPorts {
  readonly log: UpdateLog;
  readonly workers: DraftWorkers;
  /** Where baselines are kept before compaction drops words (R37); default: nowhere. */
  readonly baselines?: BaselineStore;
  readonly logger: RoomsLog;
  /** Where the rooms' metrics are registered; default: nowhere. */
  readonly metrics?: MetricsRegistry;
  /** The other processes on the same database (R24); default: there are none. */
  readonly cluster?: Cluster;
  /** The schema version of this build (R4). */
  readonly schemaVersion: number;
  readonly clock: () => Date;
  /** The scheduler of the rooms; default: real time. */
  readonly scheduler?: Scheduler;
  /** A monotonic clock in milliseconds; default: the scheduler's. */
  readonly monotonicNow?: () => number;
  /**
   * Whether the process wrote anything beside drafts into its database in the last so many milliseconds;
   * default: it did not.
   */
  readonly hasWritten?: (withinMs: number) => boolean;
  /** Called with each draft whose words were saved. */
  readonly onSaved?: ((documentId: string) => void) | undefined;
  /** Milliseconds between sweeps; default SWEEP_MS. */
  readonly sweepMs?: number;
  /** Milliseconds between checks of the sessions in rooms; default SESSIONS_MS. */
  readonly sessionsMs?: number;
  /** Overrides of single limits of R22. */
  readonly limits?: Partial<Limits>;
}

export interface Rooms {
  /** Takes a socket whose path and origin upgrade.ts has accepted (R1). */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Call when rights changed: closes the affected connections within a second (R5). Where line
   * `recordedAt` of the audit record tells of it, connections that joined after it are not affected.
   */
  revoke(revocation: Revocation, recordedAt?: number): void;
  /**
   * Call when the draft's status or generation was changed in the database (R16, R17); never
   * rejects.
   */
  documentChanged(documentId: string): Promise<void>;
  /**
   * Tells the draft's open pages that threads beside it changed; of one organization's threads only
   * that organization's people (M2, M5).
   */
  threadsChanged(documentId: string, ids: readonly string[], organizationId: string | null): void;
  /**
   * Call when a command wrote rows of the draft, up to that number (R40): they are read and relayed here,
   * and the other processes are told. Never rejects; resolves once that is done here.
   */
  rowsWritten(documentId: string, sequence: number): Promise<void>;
  /** Suspends commits of the draft until the returned function is called (R16). */
  hold(documentId: string): () => void;
  read(documentId: string): Promise<CommittedDraft | null>;
  /** The draft as HTML; refuses `not-found` where there is none, else as its workers do. */
  firstPaint(documentId: string, page?: PageDetails): Promise<Outcome<FirstPaint>>;
  stats(): RoomsStats;
  /** Whether what people write is saved. */
  saving(): SavingHealth;
  /** Refuses new sockets, commits pending updates, closes with 1012 (R21). */
  shutdown(): Promise<void>;
}

/** Creates the realtime engine. SPEC.md has the rules. */
export function createRooms(options: RoomsOptions): Rooms {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const { log, workers, logger, clock, cluster = aloneCluster() } = options;
  const scheduler = options.scheduler ?? processScheduler;
  const monotonicNow = options.monotonicNow ?? (() => scheduler.now());
  const sessions = new Set<SyncSession>();
  const connections = new Connections();
  const head = async (documentId: string) =>
    (await log.heads([documentId])).get(documentId) ?? null;
  let revocations = 0;
  let isShut = false;

  const stats = (): RoomsStats => {
    let bytesHeld = 0;
    let waiting = 0;
    for (const room of registry.values()) {
      bytesHeld += room.bytesHeld;
      waiting += room.pending.length;
    }
    let receiptsWaiting = 0;
    for (const session of sessions) receiptsWaiting += session.barriersWaiting;
    return {
      connections: sessions.size,
      joining: gate.joining,
      rooms: registry.size,
      bytesHeld,
      waiting,
      receiptsWaiting,
    };
  };
  const metrics = options.metrics && registerMetrics(options.metrics, stats);

  const watch = new SavingWatch({
    logger,
    monotonicNow,
    hasWritten: options.hasWritten ?? (() => false),
  });
  const committer = new Committer({
    log,
    limits,
    logger,
    now: clock,
    monotonicNow,
    scheduler,
    onFailure: () => metrics?.commitFailed(),
    onDelay: (room) => {
      room.tellDelay();
      watch.failed(room.documentId);
    },
    onRecovery: (room) => {
      room.tellRecovery();
      watch.recovered(room.documentId);
    },
    onSaved: (documentId) => options.onSaved?.(documentId),
    onCommit: (drafts, updates, bytes, ms) => {
      watch.committed();
      metrics?.committed(drafts, updates, bytes, ms);
    },
  });
  const newClients = new HourlyAllowance(limits.newClientsPerHour, monotonicNow);
  const costlySteps = new HourlyAllowance(limits.costlyStepsPerHour, monotonicNow);
  const compaction = new Compaction({
    log,
    workers,
    baselines: options.baselines,
    limits,
    logger,
    now: clock,
    monotonicNow,
  });
  const registry = new Registry(async (documentId) => {
    const stored = await log.load(documentId);
    return stored && new Room(documentId, stored, roomPorts, await readStateIndex(stored));
  });
  const others = new OtherProcesses({
    cluster,
    log,
    registry,
    connections,
    logger,
    // Messages between processes take real time, whatever time a test gives the rooms.
    scheduler: processScheduler,
    hold: (room) => committer.hold(room),
  });
  registry.onOpened = (room) => others.opened(room);
  registry.onClosed = (room) => {
    others.closed(room);
    watch.recovered(room.documentId);
  };
  const roomPorts = {
    log,
    compact: (parts: readonly Uint8Array[], documentId?: string) =>
      workers.compact(parts, documentId),
    measureConflicts: workers.conflicts,
    limits,
    newClients,
    now: () => clock().getTime(),
    monotonicNow,
    scheduler,
    onWaiting: (room: Room) => committer.request(room),
    onStatus: (room: Room, isReopened: boolean) => {
      if (!isReopened) return room.tellStatus();
      room.closeAll(CLOSE.reload);
      // A restore may have removed text (R35): the next visitor loads the draft again.
      registry.delete(room);
    },
    onGrowth: (room: Room) => {
      compaction.consider(room);
      paints.written(room.documentId, room.draft.bytes.size);
    },
    onCommitted: (room: Room, sequence: number) => others.committed(room, sequence),
    onPresence: (room: Room, states: readonly PresentPerson[], gone: readonly number[]) =>
      others.present(room, states, gone),
  };
  const gate = new ConnectionGate({
    ports: options,
    limits,
    logger,
    monotonicNow,
    scheduler,
    newClients,
    costlySteps,
    schemaVersion: options.schemaVersion,
    registry,
    connections,
    head,
    sessions,
    onRefusal: (code) => metrics?.refused(code),
    onClose: (code) => metrics?.closed(code),
    revocations: () => revocations,
  });
  const everyMs = options.sweepMs ?? SWEEP_MS;
  const sweep = new Sweep({
    limits,
    everyMs,
    sessionsMs: options.sessionsMs ?? SESSIONS_MS,
    monotonicNow,
    sessions,
    rooms: () => registry.values(),
    logger,
    ports: options,
    onIdleRoom: (room) => void unload(room),
  });
  const stopSweeping = scheduler.every(everyMs, () => sweep.run());

  /** Compacts an idle draft, then unloads it unless somebody came meanwhile (R19, R20). */
  async function unload(room: Room): Promise<void> {
    if (compaction.isRunning(room)) return;
    if (!room.isGone && room.draft.bytes.tailRows > 0) await compaction.start(room);
    if (room.members.size > 0 || room.pending.length > 0 || compaction.isRunning(room)) return;
    registry.delete(room);
    committer.forget(room);
    room.awareness.destroy();
  }

  /**
   * The room of a draft, if it has one: one that is being loaded may have read it before a change. Who opens
   * it is told where it can't be read.
   */
  function loaded(documentId: string): Promise<Room | null> {
    return registry.loaded(documentId).catch(() => null);
  }

  /** Does what reads a draft in the database, again while that is unavailable. */
  async function untilRead(documentId: string, work: () => Promise<void>): Promise<void> {
    let pause = limits.retryFirstMs;
    while (!isShut) {
      try {
        return await work();
      } catch (error) {
        const facts = { documentId, error: shortMessageOf(error) };
        logger.warn(facts, "a room could not look at its draft; it will look again");
      }
      const again = pause;
      await new Promise<void>((resolve) => scheduler.after(again, resolve));
      pause = Math.min(2 * pause, limits.retryLastMs);
    }
  }

  async function look(documentId: string): Promise<void> {
    if (connections.of(documentId).size > 0) {
      const now = await head(documentId);
      for (const connection of connections.of(documentId)) connection.hear(now);
    }
    const room = await loaded(documentId);
    if (!room) return;
    const { status } = room;
    await room.catchUp();
    // Only a detail outside the text changed, such as the caption: the pages reload their data.
    if (room.status !== status) return;
    room.tellStatus();
    paints.written(documentId, room.draft.bytes.size);
  }

  async function read(documentId: string): Promise<CommittedDraft | null> {
    const room = await registry.open(documentId);
    if (!room) return null;
    // Another process may have written a moment ago.
    if (!cluster.isAlone) await room.catchUp();
    room.visited();
    const { sequence, generation } = room;
    const { draft } = room;
    const parts = draft.parts();
    return {
      get bytes() {
        return draft.whole();
      },
      parts,
      sequence,
      generation,
    };
  }

  const paints = new FirstPaints(
    read,
    workers,
    (documentId) => options.loadPageDetails(documentId),
    scheduler,
  );

  return {
    handleUpgrade: (request, socket, head) => gate.handleUpgrade(request, socket, head),
    revoke: (revocation, recordedAt) => {
      revocations += 1;
      void revoke(sessions, revocation, options, scheduler, recordedAt);
    },
    documentChanged: (documentId) => untilRead(documentId, () => look(documentId)),
    threadsChanged: (documentId, ids, organizationId) => {
      connections.tellThreads(documentId, ids, organizationId);
      others.threadsChanged(documentId, ids, organizationId);
    },
    rowsWritten: (documentId, sequence) => {
      others.committed({ documentId }, sequence);
      return untilRead(documentId, async () => (await loaded(documentId))?.catchUp());
    },
    hold: (documentId) => {
      const room = registry.get(documentId);
      const releases = [others.hold(documentId), ...(room ? [committer.hold(room)] : [])];
      return () => releases.forEach((release) => release());
    },
    read,
    firstPaint: (documentId, page) => paints.paint(documentId, page),
    stats,
    saving: () => watch.saving,
    shutdown: async () => {
      isShut = true;
      gate.shut();
      paints.stop();
      // Stops reading: clients repeat what is not read when they reconnect.
      for (const { socket } of sessions) socket.hold();
      if (!(await committer.drain(limits.shutdownMs))) reportLost(registry.values(), logger);
      for (const session of sessions) session.close(CLOSE.decideAfresh);
      stopSweeping();
      others.stop();
      await allClosed(sessions);
      for (const room of registry.values()) room.awareness.destroy();
    },
  };
}

/** Milliseconds for closing sockets to complete the close handshake. */
const CLOSE_HANDSHAKE_MS = 1_000;

/** Uses a real timer, like everything that shutdown waits for: it keeps the process alive. */
async function allClosed(sessions: ReadonlySet<SyncSession>): Promise<void> {
  const deadline = performance.now() + CLOSE_HANDSHAKE_MS;
  while (sessions.size > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  for (const { socket } of sessions) socket.terminate();
}

/** Logs what has to be given up (R12). */
function reportLost(rooms: Iterable<Room>, logger: RoomsLog): void {
  for (const room of rooms) {
    if (room.pending.length === 0) continue;
    const { documentId, pending } = room;
    const { length: waiting, bytes: bytesWaiting } = pending;
    logger.error(
      { documentId, waiting, bytesWaiting },
      "words were given up; nobody was told they were saved",
    );
  }
}
