import { type RefObject, useEffect } from "react";

/**
 * Scrolls to a page when the caret has moved to it. Not while somebody looks through the pages with
 * the pointer or with keys.
 */
export function usePageInSight(pages: RefObject<HTMLElement>, page: number | null): void {
  useEffect(() => {
    const element = pages.current;
    const wanted = page === null ? null : element?.querySelectorAll("li").item(page - 1);
    if (!element || !wanted || element.matches(":hover, :focus-within")) return;
    const frame = element.getBoundingClientRect();
    const { top, bottom } = wanted.getBoundingClientRect();
    if (top < frame.bottom && bottom > frame.top) return;
    element.scrollBy({ top: top - frame.top });
  }, [pages, page]);
}
