/** The stored columns of a row; instants as ISO text. Unknown columns are left out. */
export type Columns = Readonly<Record<string, string | number | null>>;

/**
 * All rows of one document, each as a `Row`: the columns of the database, or the columns that the
 * audit record implies. The two must agree.
 */
export interface DocumentRows<Row> {
  /** Null where the document doesn't exist. */
  readonly document: Row | null;
  /** The ids of the organizations that must sign. */
  readonly required: readonly string[];
  readonly versions: readonly Row[];
  readonly signOffs: readonly Row[];
  /** The passkeys' proofs of sign-offs. */
  readonly proofs: readonly Row[];
  readonly returns: readonly Row[];
  readonly filingCopies: readonly Row[];
  readonly filing: Row | null;
  readonly signatures: readonly Row[];
  readonly corrections: readonly Row[];
}
