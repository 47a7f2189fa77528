import type { PreviewView } from "../../../server/services/documents/preview-views";

/** What /documents/:id/preview answers: the pages, or in one sentence why there are none. */
export type PreviewAnswer =
  | { readonly ok: true; readonly pages: PreviewView }
  | { readonly ok: false; readonly sentence: string };
