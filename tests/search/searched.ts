import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import type { FoundItem } from "#app/domain/search/found.ts";
import { openSearchIndex } from "#server/search/index.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import type { Resources } from "#server/services/index.ts";
import { createSearchFeed } from "#server/services/search/feed.ts";
import { findEverywhere, type FindOptions } from "#server/services/search/find.ts";
import type { HelpEntry } from "#server/help/entries.ts";
import type { SearchSource } from "#server/services/search/source.ts";
import { searchSources } from "#server/services/search/sources/index.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { value } from "#tests/services/workspace.ts";

export const HELP: readonly HelpEntry[] = [
  {
    id: "filing#confirm",
    title: "Filing: confirm",
    text: "Confirm the filing once it has gone out.",
    path: "/help/filing#confirm",
  },
];

/** Everything of a workspace as it is found, in an index of its own. */
export async function searchedIn(
  { resources }: { readonly resources: Resources },
  parts: {
    readonly dataDir?: string;
    readonly areOthers?: boolean;
    readonly texts?: Resources["attachments"]["texts"];
    /** The index as the feed sees it. */
    readonly fed?: (index: SearchIndex) => SearchIndex;
    readonly sources?: readonly SearchSource[];
  } = {},
) {
  const dataDir = parts.dataDir ?? (await mkdtemp(path.join(tmpdir(), "searched-")));
  const index: SearchIndex = await openSearchIndex({
    database: resources.database,
    dataDir,
    workerUrl: bundledWorker("search-worker"),
    failures: unheard,
    log: { warn: () => undefined },
  });
  onTestFinished(async () => {
    await index.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const help = async () => HELP;
  const withSearch: Resources = {
    ...resources,
    attachments: { ...resources.attachments, ...(parts.texts && { texts: parts.texts }) },
    search: { index: async () => index, help },
  };
  const feed = createSearchFeed({
    resources: withSearch,
    index: parts.fed?.(index) ?? index,
    sources: parts.sources ?? searchSources(help),
    log: resources.log,
    areOthers: parts.areOthers ?? true,
  });
  const view = async (actor: Actor, query: string, options: FindOptions = {}) =>
    value(await findEverywhere(withSearch, actor, query, options));
  return {
    dataDir,
    index,
    feed,
    view,
    /** Items found, in their order. */
    async found(actor: Actor, query: string, options?: FindOptions): Promise<FoundItem[]> {
      return (await view(actor, query, options)).groups.flatMap(({ items }) => [...items]);
    },
  };
}

/** The words of an excerpt, the asked ones in brackets. */
export const excerptOf = ({ excerpt }: Pick<FoundItem, "excerpt">) =>
  excerpt.map(({ words, isHit }) => (isHit ? `[${words}]` : words)).join("");
