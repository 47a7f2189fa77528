import type { SearchQuery } from "#app/domain/search/query.ts";
import type { SearchEntry, SearchSourceName } from "./entry.ts";
import type { EntryName, IndexGroup, IndexWrite } from "./search-index.ts";

/** The worker's tasks. */
export type SearchTask =
  /** For PostgreSQL: PreparedLexemes of each. */
  | { readonly kind: "prepare"; readonly entries: readonly SearchEntry[] }
  | { readonly kind: "wipe"; readonly file: string }
  /** Lets go of the file, which is thrown away. */
  | { readonly kind: "let-go" }
  | { readonly kind: "write"; readonly file: string; readonly change: IndexWrite }
  | {
      readonly kind: "find";
      readonly file: string;
      readonly query: SearchQuery;
      readonly scopes: readonly string[];
      readonly groups: readonly IndexGroup[];
    }
  | {
      readonly kind: "meant";
      readonly file: string;
      readonly query: SearchQuery;
      readonly scopes: readonly string[];
      readonly sources: readonly SearchSourceName[];
    }
  | { readonly kind: "stamps-of"; readonly file: string; readonly names: readonly EntryName[] }
  | {
      readonly kind: "stamps";
      readonly file: string;
      readonly source: SearchSourceName;
      readonly after: string | null;
      readonly prefix: string;
      readonly scope: string | null;
      readonly limit: number;
    }
  | { readonly kind: "mark"; readonly file: string; readonly name: string }
  | { readonly kind: "size"; readonly file: string };

export type SearchTaskOutput =
  | { readonly ok: true; readonly value: unknown }
  /** The file is no database, a damaged one, or one of another format. */
  | { readonly ok: false; readonly code: "damaged" }
  /** SQLite could not, for a reason outside of the file: its code. */
  | { readonly ok: false; readonly code: "failed"; readonly why: string };
