import { useCallback, useState } from "react";

interface FindPanelState {
  readonly open: boolean;
  readonly replacing: boolean;
  /** Incremented each time the person asks for the panel. */
  readonly asked: number;
  /** Where the page's address says what to find: another number with each address. */
  readonly spot?: number | undefined;
}

/** Whether the find panel is open, and with the replacement field. */
export function useFinding() {
  const [finding, setFinding] = useState<FindPanelState>({
    open: false,
    replacing: false,
    asked: 0,
  });
  const find = useCallback((replacing: boolean, isSpot = false) => {
    setFinding((before) => ({
      open: true,
      replacing: replacing || (before.open && before.replacing),
      asked: before.asked + 1,
      spot: isSpot ? before.asked : before.spot,
    }));
  }, []);
  const close = useCallback(() => {
    setFinding((before) => ({ ...before, open: false, replacing: false, spot: undefined }));
  }, []);
  return { ...finding, find, close };
}
