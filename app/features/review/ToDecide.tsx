import { useEffect, useState } from "react";

/** The way down to the decision, on screens where it is below the text; gone once one is there. */
export function ToDecide({ id, children }: { readonly id: string; readonly children: string }) {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const target = document.getElementById(id);
    if (!target) return;
    const observer = new IntersectionObserver((entries) =>
      setThere(entries.at(-1)?.isIntersecting === true),
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [id]);
  return isThere ? null : (
    <a href={`#${id}`} className="link font-medium lg:hidden">
      {children}
    </a>
  );
}
