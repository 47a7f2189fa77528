import { useCallback, useState } from "react";

interface FindPanelState {
  readonly open: boolean;
  readonly replacing: boolean;
  /** Incremented each time the person asks for the panel. */
  readonly asked: number;
}

/** Whether the find panel is open, and with the replacement field. */
export function useFinding() {
  const [finding, setFinding] = useState<FindPanelState>({
    open: false,
    replacing: false,
    asked: 0,
  });
  const find = useCallback((replacing: boolean) => {
    setFinding((before) => ({
      open: true,
      replacing: replacing || (before.open && before.replacing),
      asked: before.asked + 1,
    }));
  }, []);
  const close = useCallback(() => {
    setFinding((before) => ({ ...before, open: false, replacing: false }));
  }, []);
  return { ...finding, find, close };
}
