import { clsx } from "clsx";

interface SaveLineProps {
  readonly words: string;
  readonly tone: "quiet" | "busy" | "warning" | "stopped";
}

const TONES: Readonly<Record<SaveLineProps["tone"], string>> = {
  quiet: "text-ink-soft",
  busy: "text-ink-soft",
  warning: "rounded bg-caution-soft px-1.5 font-medium text-caution",
  stopped: "rounded bg-danger-soft px-1.5 font-medium text-danger",
};

/** The save state in words, beside the title. Color only repeats what the words say. */
export function SaveLine({ words, tone }: SaveLineProps) {
  return (
    <span data-testid="save-state" className={clsx("text-sm leading-5", TONES[tone])}>
      {words}
    </span>
  );
}
