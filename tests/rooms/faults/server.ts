// A process that serves rooms and can be killed. Whoever says their name is a drafter.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DocumentStatus } from "#app/domain/document.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { aloneCluster } from "#server/cluster/index.ts";
import { postgresqlCluster } from "#server/cluster/postgresql.ts";
import { workspaceClock } from "#server/database/clock.ts";
import { openDatabase } from "#server/database/index.ts";
import { processScheduler } from "#server/scheduler.ts";
import { createDraftWorkers, createRooms, databaseLog } from "#server/rooms/index.ts";
import { upgradeListener } from "#server/upgrade.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { actorOf, CAST, documentSubject } from "#tests/support/cast.ts";
import { createRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const database = await openDatabase({ url: process.env.DATABASE_URL ?? "", migrationsFolder });
if ((await database.client.document.count()) === 0) {
  const fixture = await createRoomFixture(database);
  const text = Buffer.from(process.env.TEXT ?? "AAA=", "base64");
  await fixture.addDocument("draft-with-text", { sequence: 0, bytes: text });
}
const line = (level: string) => (facts: object, sentence: string) => {
  console.error(JSON.stringify({ level, ...facts, sentence }));
};
// Beside this file in the bundle that process.ts makes.
const workers = createDraftWorkers({
  workerUrl: new URL("draft-worker.js", import.meta.url),
  failures: unheard,
});
const { now: clock } = await workspaceClock(database, processScheduler);
const cluster =
  database.provider === "postgresql"
    ? postgresqlCluster({
        url: process.env.DATABASE_URL ?? "",
        log: { warn: line("warn") },
      })
    : aloneCluster();
const rooms = createRooms({
  cluster,
  log: databaseLog(database),
  workers,
  logger: { info: line("info"), warn: line("warn"), error: line("error") },
  schemaVersion: 1,
  clock,
  limits: {
    joiningPerAddress: 2_000,
    connectionsPerRoom: 1_000,
    tailRows: 200,
    // A client that sends what none may send comes back at once, thousands of times.
    refusalsAtOnce: Infinity,
  },
  identify: async (cookie) => {
    const who = /who=([a-z0-9]+)/.exec(cookie ?? "")?.[1];
    if (who === undefined) return null;
    return {
      sessionId: `session-${who}`,
      actor: { ...actorOf(CAST.ana), userId: `user-${who}`, name: who },
    };
  },
  endedSessions: async () => new Set<string>(),
  loadDocumentSubject: async (documentId) => {
    const document = await database.client.document.findUnique({ where: { id: documentId } });
    if (!document) return null;
    return documentSubject(documentId, document.status as DocumentStatus, []);
  },
  loadPageDetails: async () => NO_PAGE_DETAILS,
  addressOf: () => "here",
  colorOf: () => "#336699",
});

const server = createServer((_request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.end(
    JSON.stringify({ ...process.memoryUsage(), ...rooms.stats(), cluster: cluster.stats() }),
  );
});
server.on("upgrade", upgradeListener({ rooms, appOrigin: null }));
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  // As the server itself does.
  workers.warm();
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
process.on("SIGTERM", () => {
  void rooms
    .shutdown()
    .then(() => workers.destroy())
    .then(() => cluster.close())
    .then(() => database.close())
    .then(() => process.exit(0));
});
