import type { PrismaClient, Prisma } from "./generated/sqlite/client/client.ts";

/**
 * The application is typed against SQLite's client, the smaller of the two; PostgreSQL's client is
 * cast to it once, in index.ts.
 */
export type { PrismaClient };

export type Transaction = Prisma.TransactionClient;
