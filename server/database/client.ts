import type { PrismaClient, Prisma } from "./generated/sqlite/client/client.ts";

/**
 * The application is typed against SQLite's client, the smaller of the two; PostgreSQL's is cast to
 * it once, in postgresql.ts.
 */
export type { PrismaClient };

/** The client inside a transaction. */
export type Transaction = Prisma.TransactionClient;
