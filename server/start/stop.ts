import type { Server } from "node:http";
import type { Database } from "#server/database/index.ts";
import type { Log } from "#server/log.ts";
import type { Rooms } from "#server/rooms/index.ts";

/** R21: refuses new sockets and pages, commits pending updates, then closes the database. */
export async function stopInOrder(parts: {
  server: Server;
  rooms: Rooms;
  database: Database;
  log: Log;
  destroyWorkers: () => Promise<void>;
}): Promise<void> {
  const { server, rooms, database, log } = parts;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await rooms.shutdown();
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  server.closeAllConnections();
  await parts.destroyWorkers();
  await database.close();
  log.info({}, "stopped");
}
