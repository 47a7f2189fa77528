import { createContext, useContext } from "react";

/**
 * HTML that a loader hands to the page which is drawn in the same answer. Long texts go this way, so
 * that they travel once: in the page itself, and not a second time in the data beside it.
 */
export interface SsrHtml {
  html: string | null;
}

const DrawnOnceContext = createContext<string | null>(null);

/** Gives the page its HTML while it is drawn on the server. */
export const SsrHtmlProvider = DrawnOnceContext.Provider;

/** The HTML that the loader handed over; null in the browser, where it stands in the page already. */
export function useSsrHtml(): string | null {
  return useContext(DrawnOnceContext);
}
