import { useEffect } from "react";

/**
 * Passes the height of the bars to the style sheet, as they grow with notices: margins and scroll
 * targets stay clear of them.
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
