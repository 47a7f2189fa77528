/** A request for a picture of one page. */
export interface PictureJob {
  readonly pdf: Uint8Array;
  /** Counts from 1. */
  readonly page: number;
  /** In pixels; the height keeps the ratio. */
  readonly width: number;
}
