import { createContext, useContext } from "react";
import type { TextPaint } from "#app/document/rendering/text-paint.ts";

/** A long text as a page's first paint has it. */
type SsrText = Pick<TextPaint, "html" | "rest">;

/** The same in the page itself, which asks for its scripts before it. */
export interface DrawnText extends SsrText {
  /** Addresses of the page's modules. */
  readonly modules: readonly string[];
}

/**
 * A text that a loader passes to the page rendered in the same response. Long texts are passed this
 * way so that they are sent once: in the page itself, and not again in its data.
 */
export interface SsrHtml {
  text: SsrText | null;
}

const DrawnOnceContext = createContext<DrawnText | null>(null);

/** Provides the text during server rendering. */
export const SsrHtmlProvider = DrawnOnceContext.Provider;

/** The text from the loader; null in the browser, where the page contains it already. */
export function useSsrHtml(): DrawnText | null {
  return useContext(DrawnOnceContext);
}
