import type { PrivateDataPurpose } from "#app/domain/forms/private-data.ts";
import type { PrivateDatum } from "#app/domain/private-data.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";

/** What looks private in a text, and who has let it stand. */
export interface PrivateDataView {
  readonly document: DocumentTag;
  /** The version's number; null for the document as it is. */
  readonly number: number | null;
  /** In their order; `place` is the block's id, null for a fact beside the text. */
  readonly data: readonly (Pick<PrivateDatum, "kind" | "place" | "shown"> & {
    /** The exhibit that it stands in; null where it stands in the text or beside it. */
    readonly exhibit: {
      readonly id: string;
      readonly letter: string;
      readonly title: string;
      /** From 1. */
      readonly page: number;
    } | null;
  })[];
  /** Exhibits with pages, from 1, that are pictures or hold no text: a person has to look at them. */
  readonly unread: readonly {
    readonly id: string;
    readonly letter: string;
    readonly title: string;
    readonly pages: readonly number[];
  }[];
  /** Names what was found: a decision holds for exactly that. */
  readonly key: string;
  /** The latest first. */
  readonly decisions: readonly {
    readonly purpose: PrivateDataPurpose;
    readonly reason: string;
    readonly by: PersonTag | null;
    readonly at: Instant;
  }[];
  /** Whether the reader may let it be filed, too. */
  readonly mayDecide: boolean;
  readonly mayFile: boolean;
}
