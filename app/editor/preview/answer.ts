import type { PreviewView } from "#server/services/documents/preview-views.ts";

/** The response of /documents/:id/preview: the pages, or a sentence why there are none. */
export type PreviewAnswer = { readonly ok: true; readonly pages: PreviewView } | NoPages;

export interface NoPages {
  readonly ok: false;
  readonly sentence: string;
  /** The block that can't be typeset, where known. */
  readonly block: string | null;
}
