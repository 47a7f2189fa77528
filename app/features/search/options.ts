import { searchPath, spotPath } from "#app/domain/search/asked.ts";
import type { FoundItem, FoundKind, SearchView } from "#app/domain/search/found.ts";

/** A line of the list that can be chosen. */
export type PaletteOption =
  | { readonly what: "item"; readonly id: string; readonly item: FoundItem; readonly path: string }
  /** Everything of one kind, or of all, on a page of its own. */
  | {
      readonly what: "all";
      readonly id: string;
      readonly kind: FoundKind | null;
      readonly path: string;
    }
  | { readonly what: "meant"; readonly id: string; readonly query: string };

interface OptionGroup {
  /** Null for what belongs to none. */
  readonly kind: FoundKind | null;
  readonly options: readonly PaletteOption[];
}

/** The lines of an answer, in groups, in the order in which the arrows go. */
export function optionGroups({ query, groups, meant }: SearchView): readonly OptionGroup[] {
  const lines: OptionGroup[] = groups.map(({ kind, items, hasMore }) => ({
    kind,
    options: [
      ...items.map((item): PaletteOption => ({
        what: "item",
        id: item.id,
        item,
        path: spotPath(item),
      })),
      ...(hasMore
        ? [{ what: "all", id: `all:${kind}`, kind, path: searchPath(query, kind) } as const]
        : []),
    ],
  }));
  if (meant !== null) {
    const option = { what: "meant", id: "meant", query: meant } as const;
    // Where nothing was found it is the first thing to do, else the last.
    lines[lines.length > 0 ? "push" : "unshift"]({ kind: null, options: [option] });
  }
  if (query !== "" && groups.length > 0) {
    const option = { what: "all", id: "all", kind: null, path: searchPath(query) } as const;
    lines.push({ kind: null, options: [option] });
  }
  return lines;
}
