import { useEffect } from "react";

/**
 * Passes the height of the bars to the style sheet, as they grow with notices: margins and scroll
 * targets stay clear of them.
 */
export function useBarsHeight(bars: HTMLElement | null): void {
  useEffect(() => {
    if (!bars) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      bars.parentElement?.style.setProperty("--bars", `${bars.offsetHeight}px`);
      style.scrollPaddingTop = `calc(5rem + max(0px, ${bars.offsetHeight}px - 6.5rem))`;
    });
    observer.observe(bars);
    return () => {
      observer.disconnect();
      style.scrollPaddingTop = "";
    };
  }, [bars]);
}
