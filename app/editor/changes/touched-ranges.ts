import { AddMarkStep, AttrStep, RemoveMarkStep, type Step } from "@tiptap/pm/transform";

/**
 * Lists the ranges that a step touched, in positions after it; marks and attributes move nothing.
 */
export function rangesOf(step: Step): { from: number; to: number }[] {
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    return [{ from: step.from, to: step.to }];
  }
  if (step instanceof AttrStep) return [{ from: step.pos, to: step.pos + 1 }];
  const ranges: { from: number; to: number }[] = [];
  step.getMap().forEach((_oldFrom, _oldTo, from, to) => void ranges.push({ from, to }));
  return ranges;
}

/** Ranges in order, those that touch each other as one. */
export function joined(
  ranges: readonly { from: number; to: number }[],
): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    const last = out.at(-1);
    if (last && range.from <= last.to + 2) last.to = Math.max(last.to, range.to);
    else out.push({ ...range });
  }
  return out;
}
