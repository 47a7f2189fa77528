import { PrismaPg } from "@prisma/adapter-pg";
import type { PrismaClient } from "./client.ts";
import { PrismaClient as PostgresqlClient } from "./generated/postgresql/client/client.ts";

/** Prisma's client on a PostgreSQL database. */
export function openPostgresql(url: string): PrismaClient {
  const client = new PostgresqlClient({
    adapter: new PrismaPg({
      connectionString: url,
      application_name: "coalition-desk",
      // One idle connection stays open: from it, a restore sees that a server is running.
      min: 1,
      max: 10,
      connectionTimeoutMillis: 10_000,
    }),
  });
  // The two clients are generated from the same models: same methods, same rows.
  return client as unknown as PrismaClient;
}
