/** One page of a PDF, to be drawn. */
export interface PictureJob {
  readonly pdf: Uint8Array;
  /** From 1. */
  readonly page: number;
  /** In pixels; the height follows. */
  readonly width: number;
}
