import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Database } from "#server/database/index.ts";
import type { SearchEntry } from "#server/search/entry.ts";
import { openSearchIndex, SEARCH_FILE } from "#server/search/index.ts";
import type { IndexRefusal, SearchIndex } from "#server/search/search-index.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { unheard } from "#tests/support/worker-failures.ts";

/** An empty index of the database of this run, closed when the test ends. */
export async function openIndexForTest(
  options: { readonly dataDir?: string; readonly database?: Database } = {},
): Promise<{
  readonly index: SearchIndex;
  /** Where SQLite's is. */
  readonly file: string;
  readonly dataDir: string;
  readonly database: Database;
  readonly provider: "sqlite" | "postgresql";
  /** Of the log. */
  readonly warnings: readonly object[];
}> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), "search-")));
  const database = options.database ?? (await freshDatabaseForTest());
  const warnings: object[] = [];
  const index = await openSearchIndex({
    database,
    dataDir,
    workerUrl: bundledWorker("search-worker"),
    failures: unheard,
    log: { warn: (line: object) => void warnings.push(line) },
  });
  // Before the database is removed.
  onTestFinished(async () => {
    await index.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    index,
    dataDir,
    database,
    file: path.join(dataDir, SEARCH_FILE),
    provider: database.provider,
    warnings,
  };
}

/** An outcome's value; throws where it is refused. */
export function valueOf<T>(outcome: Outcome<T, IndexRefusal>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.value;
}

export function entryOf(entry: Partial<SearchEntry> & { readonly id: string }): SearchEntry {
  return {
    source: "draft",
    scope: "m:one",
    title: "",
    text: "",
    at: new Date(0),
    stamp: "1",
    data: "{}",
    ...entry,
  };
}
