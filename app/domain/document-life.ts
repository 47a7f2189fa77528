/** What a row holds, by column; instants as ISO text. A column that is not named is left out. */
export type Columns = Readonly<Record<string, string | number | null>>;

/**
 * A document's life, each part of it as a `Row`: the columns that the database holds, or what the
 * record tells of them. The two must agree.
 */
export interface DocumentLife<Row> {
  /** Null where there is no such document. */
  readonly document: Row | null;
  /** The ids of the organizations that must sign. */
  readonly required: readonly string[];
  readonly versions: readonly Row[];
  readonly signOffs: readonly Row[];
  readonly returns: readonly Row[];
  readonly filingCopies: readonly Row[];
  readonly filing: Row | null;
  readonly signatures: readonly Row[];
  readonly corrections: readonly Row[];
}
