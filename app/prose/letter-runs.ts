/** Letters that two texts share, or that one of them has alone. */
export interface LetterRun {
  readonly value: string;
  readonly in: "both" | "before" | "after";
}

/** Changes beyond which a stretch counts as written anew; the search takes their square in steps. */
const MOST_CHANGES = 2_000;

/**
 * How one text became the other, letter by letter (code points), with the fewest letters changed:
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 */
export function letterRuns(before: string, after: string): LetterRun[] {
  const [old, now] = [[...before], [...after]];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start += 1;
  let end = 0;
  const shorter = Math.min(old.length, now.length) - start;
  while (end < shorter && old.at(-1 - end) === now.at(-1 - end)) end += 1;

  const runs: LetterRun[] = [];
  const add = (value: string, where: LetterRun["in"]) => {
    const last = runs.at(-1);
    if (last?.in === where) runs[runs.length - 1] = { value: last.value + value, in: where };
    else if (value !== "") runs.push({ value, in: where });
  };
  add(old.slice(0, start).join(""), "both");
  const middle = [old.slice(start, old.length - end), now.slice(start, now.length - end)] as const;
  for (const { value, in: where } of changes(...middle)) add(value, where);
  add(old.slice(old.length - end).join(""), "both");
  return runs;
}

function changes(old: readonly string[], now: readonly string[]): LetterRun[] {
  const steps = furthestBySteps(old, now);
  if (steps === null) {
    return [
      { value: old.join(""), in: "before" },
      { value: now.join(""), in: "after" },
    ];
  }
  const back: LetterRun[] = [];
  let [x, y] = [old.length, now.length];
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const reached = (diagonal: number) => steps[step]?.[diagonal + step + 1] ?? 0;
    const diagonal = comesFrom(reached, x - y, step);
    const fromX = reached(diagonal);
    const fromY = fromX - diagonal;
    for (; x > fromX && y > fromY; x -= 1, y -= 1)
      back.push({ value: old[x - 1] ?? "", in: "both" });
    if (step > 0 && x === fromX) back.push({ value: now[y - 1] ?? "", in: "after" });
    else if (step > 0) back.push({ value: old[x - 1] ?? "", in: "before" });
    [x, y] = [fromX, fromY];
  }
  return back.reverse();
}

/**
 * For each number of changes the letters of the old text that can be passed with one change fewer, by
 * diagonal (letters passed of the old text less those of the new), from `-step - 1` on. Null where it
 * takes too many.
 */
function furthestBySteps(old: readonly string[], now: readonly string[]): Int32Array[] | null {
  const most = Math.min(old.length + now.length, MOST_CHANGES);
  const reached = new Int32Array(2 * most + 3);
  const at = (diagonal: number) => reached[diagonal + most + 1] ?? 0;
  const steps: Int32Array[] = [];
  for (let step = 0; step <= most; step += 1) {
    steps.push(reached.slice(most - step, most + step + 3));
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      const from = comesFrom(at, diagonal, step);
      let x = from > diagonal ? at(from) : at(from) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x += 1;
      reached[diagonal + most + 1] = x;
      if (x >= old.length && x - diagonal >= now.length) return steps;
    }
  }
  return null;
}

/** The diagonal from which the last change led to this one. */
function comesFrom(reached: (diagonal: number) => number, diagonal: number, step: number): number {
  const isNew =
    diagonal === -step || (diagonal !== step && reached(diagonal - 1) < reached(diagonal + 1));
  return isNew ? diagonal + 1 : diagonal - 1;
}
