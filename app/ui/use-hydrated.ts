import { useSyncExternalStore } from "react";

/** Whether the page's scripts run: false on the server and until React has hydrated the page. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

const neverChanges = () => () => undefined;
