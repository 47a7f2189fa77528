import type * as Y from "yjs";
import type { Attrs } from "#app/document/flow/formats.ts";
import type { BlockLook, ChangePlace, Doer, Gone, IdRun } from "./change.ts";

/** Fields of a difference that somebody made: where the item stands, its ids, and who changed it. */
interface Done {
  readonly at: ChangePlace;
  readonly ids: readonly IdRun[];
  readonly doer: Doer | null;
}

/** One item, or part of one, with what became of it. */
export type Difference =
  | { readonly state: "same"; readonly at: ChangePlace }
  | Inserted
  | Deleted
  | (Done & {
      readonly state: "restyled";
      readonly before: Attrs;
      readonly size: number;
    })
  | (Done & {
      readonly state: "reshaped";
      readonly before: Readonly<Record<string, unknown>>;
      readonly isInline: boolean;
    });

export type Inserted = Done & {
  readonly state: "inserted";
  readonly what: "letters" | "node" | "row";
  readonly name: string;
  readonly size: number;
  readonly text?: string;
  readonly now?: Attrs;
  /** Of a block. */
  readonly look?: BlockLook;
  /** The item, as it is now; null of a block that begins without a marker, which is no change. */
  readonly item: Y.Item | null;
};
export type Deleted = Done & {
  readonly state: "deleted";
  readonly gone: Gone;
  /** The item, as it was in the baseline; null of a block that began without a marker. */
  readonly item: Y.Item | null;
};
export type OneSided = Inserted | Deleted;
