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
    // Where a phone's keyboard pushes the page up, instead of making it smaller, the bars stay in sight.
    const seen = window.visualViewport;
    const follow = () => {
      const above = seen?.scale === 1 ? seen.offsetTop : 0;
      bars.style.transform = above > 0 ? `translateY(${above}px)` : "";
    };
    seen?.addEventListener("resize", follow);
    seen?.addEventListener("scroll", follow);
    return () => {
      observer.disconnect();
      seen?.removeEventListener("resize", follow);
      seen?.removeEventListener("scroll", follow);
      style.scrollPaddingTop = "";
    };
  }, [bars]);
}
