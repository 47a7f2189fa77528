import { PATIENCE_MS } from "#tests/support/patience.ts";

/** Characters of what was seen last: a whole draft says nothing more. */
const MOST_TOLD = 4_000;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Asks until it is so; says what it saw last where it never is. */
export async function until<T>(
  what: string,
  see: () => Promise<T>,
  isSo: (seen: T) => boolean,
  within = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const seen = await see();
    if (isSo(seen)) return seen;
    if (Date.now() > end)
      throw new Error(`${what}: never; last ${JSON.stringify(seen)?.slice(0, MOST_TOLD)}`);
    await pause(40);
  }
}
