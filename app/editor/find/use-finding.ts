import { useCallback, useState } from "react";

interface FindPanelState {
  readonly open: boolean;
  readonly replacing: boolean;
  /** Incremented each time the person asks for the panel. */
  readonly asked: number;
  /** What an address asks to be found; the panel begins with it. */
  readonly words?: string | undefined;
  /** Another one with each such address. */
  readonly spot?: number | undefined;
}

/** Whether the find panel is open, and with the replacement field. */
export function useFinding() {
  const [finding, setFinding] = useState<FindPanelState>({
    open: false,
    replacing: false,
    asked: 0,
  });
  const find = useCallback((replacing: boolean, words?: string) => {
    setFinding((before) => ({
      open: true,
      replacing: replacing || (before.open && before.replacing),
      asked: before.asked + 1,
      ...(words ? { words, spot: before.asked } : { words: before.words, spot: before.spot }),
    }));
  }, []);
  const close = useCallback(() => {
    setFinding((before) => ({ ...before, open: false, replacing: false, words: undefined }));
  }, []);
  return { ...finding, find, close };
}
