import type { PreviewView } from "#server/services/documents/preview-views.ts";

/** What /documents/:id/preview answers: the pages, or in one sentence why there are none. */
export type PreviewAnswer = { readonly ok: true; readonly pages: PreviewView } | NoPages;

export interface NoPages {
  readonly ok: false;
  readonly sentence: string;
  /** The block of the text that can't be set, where it is known. */
  readonly block: string | null;
}
