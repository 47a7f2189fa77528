import { useEffect, useState } from "react";

/**
 * The way down to the decision: below the text on narrow screens, below what was let stand on wide ones;
 * gone once one is there.
 */
export function ToDecide({ id, children }: { readonly id: string; readonly children: string }) {
  const [isThere, setThere] = useState<boolean | null>(null);
  useEffect(() => {
    const target = document.getElementById(id);
    if (!target) return;
    const observer = new IntersectionObserver((entries) =>
      setThere(entries.at(-1)?.isIntersecting === true),
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [id]);
  // Until that is known, a wide screen most likely shows it: what comes and goes at once would only flicker.
  const until = isThere === null ? " lg:hidden" : "";
  return isThere ? null : (
    <a href={`#${id}`} className={`link font-medium${until}`}>
      {children}
    </a>
  );
}
