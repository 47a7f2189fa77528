/** Milliseconds of work between two chances for the browser to draw and take keys. */
const SLICE_MS = 8;

/**
 * Does work in slices that are shorter than a frame. Null where it was stopped.
 * @param isOver asked before each slice.
 */
export async function inSlices<T>(
  work: Generator<void, T, void>,
  isOver: () => boolean,
): Promise<T | null> {
  for (;;) {
    if (isOver()) return null;
    const ends = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < ends);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
