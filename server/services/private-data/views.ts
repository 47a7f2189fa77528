import type { PrivateDataPurpose } from "#app/domain/forms/private-data.ts";
import type { PrivateDatum } from "#app/domain/private-data.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";

/** The private data in a text, with its overrides. */
export interface PrivateDataView {
  readonly document: DocumentTag;
  /** The version's number; null for the current document. */
  readonly number: number | null;
  /** In order; `place` is the block's id, null for one of the details. */
  readonly data: readonly (Pick<PrivateDatum, "kind" | "place" | "shown"> & {
    /** Its exhibit; null for one in the text or its details. */
    readonly exhibit: {
      readonly id: string;
      readonly letter: string;
      readonly title: string;
      /** From 1. */
      readonly page: number;
    } | null;
  })[];
  /**
   * Exhibits with pages, from 1, that are pictures or contain no text: a person has to read them.
   */
  readonly unread: readonly {
    readonly id: string;
    readonly letter: string;
    readonly title: string;
    readonly pages: readonly number[];
  }[];
  /** The key of the findings: a decision covers exactly those. */
  readonly key: string;
  /** The latest first. */
  readonly decisions: readonly {
    readonly purpose: PrivateDataPurpose;
    readonly reason: string;
    readonly by: PersonTag | null;
    readonly at: Instant;
  }[];
  /** Whether the reader may override for filing, too. */
  readonly mayDecide: boolean;
  readonly mayFile: boolean;
}
