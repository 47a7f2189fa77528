import { useEffect, type RefObject } from "react";

/**
 * Tells the style sheet how high the bars are, which grow when there is something to say: margins and
 * headings that are gone to stay clear of them.
 */
export function useBarsHeight(bars: RefObject<HTMLElement>): void {
  useEffect(() => {
    const { current } = bars;
    if (!current) return;
    const observer = new ResizeObserver(() => {
      const height = `${current.offsetHeight}px`;
      current.parentElement?.style.setProperty("--bars", height);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [bars]);
}
