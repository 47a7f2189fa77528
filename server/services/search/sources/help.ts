import type { HelpEntry } from "#server/help/entries.ts";
import { FOR_ALL } from "#server/services/search/scopes.ts";
import type { SearchSource } from "#server/services/search/source.ts";
import { stampOf } from "./documents.ts";

/** The sections of the help, which a release brings: everybody may find them. */
export function helpSource(sections: () => Promise<readonly HelpEntry[]>): SearchSource {
  const stampOfSection = ({ title, text, path }: HelpEntry) => stampOf(title, text, path);
  const standingOf = (section: HelpEntry) => ({
    id: section.id,
    scope: FOR_ALL,
    stamp: stampOfSection(section),
  });
  const those = async (ids: readonly string[]) => {
    const asked = new Set(ids);
    return (await sections()).filter(({ id }) => asked.has(id));
  };
  return {
    name: "help",
    atOnce: 50,
    page: async () => ({ standing: (await sections()).map(standingOf), next: null }),
    standing: async (_resources, which) =>
      "ids" in which ? (await those(which.ids)).map(standingOf) : [],
    entries: async (_resources, ids) =>
      (await those(ids)).map((section) => ({
        source: "help",
        id: section.id,
        scope: FOR_ALL,
        title: section.title,
        text: section.text,
        at: new Date(0),
        stamp: stampOfSection(section),
        data: "{}",
      })),
    places: async (_resources, hits) => {
      const found = await those(hits.map(({ id }) => id));
      return new Map(found.map(({ id, title, path }) => [id, { title, where: "Help", path }]));
    },
  };
}
