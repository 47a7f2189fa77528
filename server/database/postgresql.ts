import { PrismaPg } from "@prisma/adapter-pg";

/** The Prisma adapter on a PostgreSQL database. */
export function adapterOf(url: string): PrismaPg {
  return new PrismaPg({
    connectionString: url,
    application_name: "coalition-desk",
    // One idle connection stays open: from it, a restore sees that a server is running.
    min: 1,
    max: 10,
    connectionTimeoutMillis: 10_000,
  });
}
