import path from "node:path";
import type { Database } from "#server/database/index.ts";
import type { Log } from "#server/log.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { SEARCH_FILE } from "./search-file.ts";
import type { SearchIndex } from "./search-index.ts";

export type * from "./search-index.ts";
export type * from "./entry.ts";

interface SearchIndexOptions {
  readonly database: Pick<Database, "client" | "provider">;
  readonly dataDir: string;
  /** Of "search-worker". */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  readonly log: Pick<Log, "warn">;
}

export { SEARCH_FILE } from "./search-file.ts";

/** The index of this database: a file beside it, or tables within. Nothing is opened before it is asked. */
export async function openSearchIndex(options: SearchIndexOptions): Promise<SearchIndex> {
  const { database, dataDir, ...rest } = options;
  if (database.provider === "sqlite") {
    const { createSqliteIndex } = await import("./sqlite-index.ts");
    return createSqliteIndex({ file: path.join(path.resolve(dataDir), SEARCH_FILE), ...rest });
  }
  const { createPostgresqlIndex } = await import("./postgresql-index.ts");
  return createPostgresqlIndex({ client: database.client, ...rest });
}
