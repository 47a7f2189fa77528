import type { ReactNode } from "react";
import { useHydrated } from "./use-hydrated.ts";

/**
 * Something of which nothing comes before the page's scripts run. Its place is kept until then, so that
 * nothing moves under a hand.
 */
export function NeedsScripts({
  instead,
  children,
}: {
  /** For who has none. */
  readonly instead?: ReactNode;
  readonly children: ReactNode;
}) {
  const hydrated = useHydrated();
  return (
    <>
      {instead === undefined ? null : <noscript>{instead}</noscript>}
      <div className={hydrated ? undefined : "invisible noscript:hidden"}>{children}</div>
    </>
  );
}
