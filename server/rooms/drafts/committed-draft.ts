/** A draft as committed at `sequence`. */
export interface CommittedDraft {
  /** One Yjs update with the whole draft, encoded on access. */
  readonly bytes: Uint8Array;
  /** The same as updates in order, as stored, for a worker. */
  readonly parts: readonly Uint8Array[];
  readonly sequence: number;
  readonly generation: number;
}
