import { Gauge, type Registry } from "prom-client";
import type { Environment } from "#server/env.ts";
import type { Database } from "#server/database/index.ts";
import type { Leases } from "#server/leases/index.ts";
import type { Log } from "#server/log.ts";
import { processScheduler } from "#server/scheduler.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import type { SearchFeed } from "#server/services/search/feed.ts";
import type { SearchPort } from "#server/services/search/port.ts";
import type { SourceResources } from "#server/services/search/source.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { workerUrl } from "#server/workers/worker-url.ts";

interface SearchParts {
  readonly environment: Pick<Environment, "dataDir">;
  readonly database: Database;
  readonly failures: WorkerFailures;
  readonly log: Log;
  readonly metrics: Registry;
}

/** How often a process looks whether it is to fill the index; one does so for all, as long as it lives. */
const TURN_MS = 1_000;
/** The longest turn: others may take the next. */
const LONGEST_MS = 50 * 60_000;
/** After a start, people come first. */
const FIRST_MS = 2_000;

/** Search over everything: its code, its worker and its file are opened after the start. */
export function createSearch({ environment, database, failures, log, metrics }: SearchParts) {
  let opened: Promise<SearchIndex> | undefined;
  let feed: SearchFeed | undefined;
  const url = workerUrl("search-worker");
  const index = () =>
    (opened ??= import("#server/search/index.ts").then(({ openSearchIndex }) =>
      openSearchIndex({
        database,
        dataDir: environment.dataDir,
        workerUrl: url,
        failures,
        log,
      }),
    ));
  const help = async () => {
    try {
      return await (await import("#server/help/entries.ts")).helpEntries();
    } catch (error) {
      // Everything else is found without it.
      log.warn({ err: error }, "the help can't be read, and so is not found");
      return [];
    }
  };
  const port: SearchPort = { index, help };

  async function begin(resources: SourceResources): Promise<SearchFeed> {
    const [{ createSearchFeed }, { searchSources }] = await Promise.all([
      import("#server/services/search/feed.ts"),
      import("#server/services/search/sources/index.ts"),
    ]);
    return createSearchFeed({
      resources,
      index: await index(),
      sources: searchSources(port.help),
      log,
      areOthers: database.provider === "postgresql",
    });
  }

  registerSearchMetrics(metrics, {
    waiting: () => feed?.waiting() ?? { lines: 0, drafts: 0, files: 0, again: 0, cut: 0 },
    // A process that has searched nothing yet opens nothing in order to be measured.
    size: async () => {
      const size = await (await opened)?.size();
      return size?.ok ? size.value : {};
    },
  });

  return {
    port,
    draftSaved: (documentId: string) => feed?.draftSaved(documentId),
    /** Has one process of all keep the index up to date (R27). */
    keepUpToDate(leases: Pick<Leases, "runOnce" | "look">, resources: SourceResources): void {
      // The next turn follows at once, whoever takes it.
      const lookSoon = (ms: number) => processScheduler.after(ms, () => void leases.look());
      const turn = async ({ signal }: { readonly signal: AbortSignal }) => {
        feed ??= await begin(resources);
        await feed.run(AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]));
        lookSoon(2 * TURN_MS);
      };
      // The name stands in rows, and is never renamed.
      leases.runOnce("search.index", TURN_MS, turn, FIRST_MS);
      lookSoon(FIRST_MS + TURN_MS);
    },
    async close(): Promise<void> {
      await (await opened)?.close();
    },
  };
}

function registerSearchMetrics(
  registry: Registry,
  measured: {
    readonly waiting: () => ReturnType<SearchFeed["waiting"]>;
    readonly size: () => Promise<Readonly<Record<string, number>>>;
  },
): void {
  registry.registerMetric(
    new Gauge({
      name: "search_entries",
      help: "Things in the index of what is found",
      labelNames: ["source"],
      registers: [],
      async collect() {
        this.reset();
        for (const [source, count] of Object.entries(await measured.size())) {
          this.set({ source }, count);
        }
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "search_waiting",
      help: "Lines of the record, drafts, files and what could not be read yet (again) that are not in the index, and what is cut or left out of it (cut), where this process fills it",
      labelNames: ["what"],
      registers: [],
      collect() {
        for (const [what, count] of Object.entries(measured.waiting())) this.set({ what }, count);
      },
    }),
  );
}
