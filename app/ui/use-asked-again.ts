import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** How often a page asks how far something is, in milliseconds. */
const ASK_MS = 3_000;

/** Asks the server how far something is that it makes, while the page is looked at. */
export function useAskedAgain(isUnderWay: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void revalidate();
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, revalidate]);
}
