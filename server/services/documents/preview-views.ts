import type { LayoutProfile } from "#app/domain/document.ts";
import type { PageStart } from "#app/document/page-starts.ts";

/** What a draft's pages are, as far as one can say without showing them. */
export interface PreviewView {
  /** Changes with the pages, and with nothing else. */
  readonly setting: string;
  readonly pages: number;
  /** For each page in order, what the text on it begins with. */
  readonly starts: readonly PageStart[];
  /** The change that the pages are of; null for a version, which does not change. */
  readonly change: number | null;
  readonly layoutProfile: LayoutProfile;
  /** How many things of the draft can't be shown, and are left out of the pages. */
  readonly leftOut: number;
}

/** Which page is asked for, in which layout (without one in the document's own), how wide. */
export interface PageAsked {
  readonly layout?: LayoutProfile | undefined;
  /** From 1. */
  readonly page: number;
  /** In pixels. */
  readonly width: number;
}

/** A page as a PNG, with the SHA-256 of its bytes in hexadecimal. */
export interface PagePicture {
  readonly png: Uint8Array;
  readonly hash: string;
}
