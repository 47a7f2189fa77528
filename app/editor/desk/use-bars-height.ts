import { useEffect } from "react";

/**
 * Tells the style sheet how high the bars are, which grow when there is something to say: margins and
 * headings that are gone to stay clear of them.
 */
export function useBarsHeight(bars: HTMLElement | null): void {
  useEffect(() => {
    if (!bars) return;
    const observer = new ResizeObserver(() => {
      bars.parentElement?.style.setProperty("--bars", `${bars.offsetHeight}px`);
    });
    observer.observe(bars);
    return () => observer.disconnect();
  }, [bars]);
}
