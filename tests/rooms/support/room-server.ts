import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { createRooms, databaseLog, type Rooms, type RoomsOptions } from "#server/rooms/index.ts";
import type { DraftWorkers, RoomsPorts } from "#server/rooms/index.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import { upgradeListener } from "#server/upgrade.ts";
import { listen } from "#server/start/listen.ts";
import { processesOf, roomsOfSeveral } from "./several-processes.ts";
import { freshRoomFixture, type RoomFixture } from "./room-fixture.ts";
import { done } from "#app/domain/refusal.ts";

/** Where clients find a draft. */
export interface Place {
  readonly port: number;
  readonly origin: string;
  readonly fixture: Pick<RoomFixture, "documentId">;
}

export interface RoomServer extends Place {
  readonly fixture: RoomFixture;
  readonly rooms: Rooms;
  /** Lines of the log, as they were written. */
  readonly lines: { level: string; facts: object; sentence: string }[];
  close(): Promise<void>;
}

export interface RoomServerOptions {
  readonly limits?: Partial<Limits>;
  readonly fixture?: RoomFixture;
  readonly appUrl?: string;
  readonly options?: Partial<RoomsOptions>;
  /** Changes what the rooms ask of the server. */
  readonly wrapPorts?: (ports: RoomsPorts) => RoomsPorts;
  /** Changes the log before the rooms see it: to make it slow, or fail. */
  readonly wrapLog?: (log: UpdateLog) => UpdateLog;
}

/** Does a worker's work in the same thread: tests of the worker itself use the real one. */
export const workersInProcess: DraftWorkers = {
  compact: async (parts) => done(await DRAFT_TASKS.compact(parts)),
  baselines: async (input) => done(await DRAFT_TASKS.baselines(input)),
  joined: async (parts) => done(await DRAFT_TASKS.joined(parts)),
  countChanges: async (input) => done(await DRAFT_TASKS.countChanges(input)),
  edit: async (input) => done(await DRAFT_TASKS.edit(input)),
  overtaken: async (input) => done(await DRAFT_TASKS.overtaken(input)),
  conflicts: async (input) => done(await DRAFT_TASKS.conflicts(input)),
  prose: async (update) => done(await DRAFT_TASKS.prose(update)),
  paint: async (draft) => done(await DRAFT_TASKS.paint(draft)),
  checked: async (draft) => done(await DRAFT_TASKS.checked(draft)),
  destroy: async () => undefined,
};

/** A server with rooms on a real database and real sockets, closed when the test ends. */
export async function openRoomServer(options: RoomServerOptions = {}): Promise<RoomServer> {
  const people = options.fixture ?? (await freshRoomFixture());
  const lines: RoomServer["lines"] = [];
  const line = (level: string) => (facts: object, sentence: string) => {
    lines.push({ level, facts, sentence });
  };
  const log = databaseLog(people.database);
  const ports: RoomsPorts = {
    identify: async (cookie) => {
      const who = /who=([a-z]+)/.exec(cookie ?? "")?.[1];
      const actor = who === undefined ? null : people.actor(who);
      return actor && { actor, sessionId: `session-${who}` };
    },
    endedSessions: async (sessionIds) =>
      new Set(sessionIds.filter((id) => people.actor(id.slice("session-".length)) === null)),
    loadDocumentSubject: (documentId) => people.facts(documentId),
    loadPageDetails: async () => NO_PAGE_DETAILS,
    addressOf: (request) => request.socket.remoteAddress ?? "",
    colorOf: () => "#336699",
  };
  const create = (more: Pick<RoomsOptions, "cluster" | "metrics"> = {}) =>
    createRooms({
      log: options.wrapLog ? options.wrapLog(log) : log,
      workers: workersInProcess,
      logger: { info: line("info"), warn: line("warn"), error: line("error") },
      schemaVersion: 1,
      clock: () => new Date(),
      limits: { joiningPerAddress: 1_000, ...options.limits },
      ...(options.wrapPorts?.(ports) ?? ports),
      ...options.options,
      ...more,
    });
  const processes = processesOf(people.database);
  const rooms =
    processes > 1 ? await roomsOfSeveral(processes, people.databaseUrl, create) : create();
  const server = createServer((_request, response) => response.end("the house"));
  server.on(
    "upgrade",
    upgradeListener({ rooms, appOrigin: options.appUrl ? new URL(options.appUrl).origin : null }),
  );
  await listen(server, { port: 0, host: "127.0.0.1" });
  const { port } = server.address() as AddressInfo;
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await rooms.shutdown();
    await closeServer(server);
  };
  onTestFinished(close);
  return { fixture: people, rooms, port, origin: `http://127.0.0.1:${port}`, lines, close };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
