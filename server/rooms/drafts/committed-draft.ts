/** A draft as committed at `sequence`. */
export interface CommittedDraft {
  /** One Yjs update that holds all of it, put together when it is asked for. */
  readonly bytes: Uint8Array;
  /** The same as updates in order, for a worker, as they are stored. */
  readonly parts: readonly Uint8Array[];
  readonly sequence: number;
  readonly generation: number;
}
