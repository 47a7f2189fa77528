import { createContext, useContext } from "react";

/**
 * HTML that a loader passes to the page rendered in the same response. Long texts are passed this
 * way so that they are sent once: in the page itself, and not again in its data.
 */
export interface SsrHtml {
  html: string | null;
}

const DrawnOnceContext = createContext<string | null>(null);

/** Provides the HTML during server rendering. */
export const SsrHtmlProvider = DrawnOnceContext.Provider;

/** The HTML from the loader; null in the browser, where the page contains it already. */
export function useSsrHtml(): string | null {
  return useContext(DrawnOnceContext);
}
