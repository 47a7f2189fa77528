import type { LayoutProfile } from "#app/domain/document.ts";
import type { PageStart } from "#app/document/page-starts.ts";

/** The pages of a draft, without the pictures. */
export interface PreviewView {
  /** A key that changes only with the pages. */
  readonly setting: string;
  readonly pages: number;
  /** For each page in order, what the text on it begins with. */
  readonly starts: readonly PageStart[];
  /** The sequence number of the pages; null for a version, which does not change. */
  readonly change: number | null;
  readonly layoutProfile: LayoutProfile;
  /** The number of unknown pieces that the pages leave out. */
  readonly leftOut: number;
}

/** The requested page, its layout (default: the document's own) and its width. */
export interface PageAsked {
  readonly layout?: LayoutProfile | undefined;
  /** From 1. */
  readonly page: number;
  /** In pixels. */
  readonly width: number;
  /** The pages that the reader knows; without it, any will do. */
  readonly setting?: string | null | undefined;
}

/** A page as a PNG, with the SHA-256 of its bytes in hexadecimal. */
export interface PagePicture {
  readonly png: Uint8Array;
  readonly hash: string;
}
