import { createContext, useContext } from "react";
import type { TextPaint } from "#app/document/rendering/text-paint.ts";

/** A long text as a page's first paint has it. */
type SsrText = Pick<TextPaint, "html" | "rest">;

/**
 * A text that a loader passes to the page rendered in the same response. Long texts are passed this
 * way so that they are sent once: in the page itself, and not again in its data.
 */
export interface SsrHtml {
  text: SsrText | null;
}

const SsrTextContext = createContext<string | null>(null);

/** Provides the place of the text during server rendering (page-stream.ts). */
export const SsrTextProvider = SsrTextContext.Provider;

/** The place of the loader's text; null in the browser, where the page contains the text already. */
export function useSsrText(): string | null {
  return useContext(SsrTextContext);
}
