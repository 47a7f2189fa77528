/**
 * The plainest update, and nearly every one: one run of letters by one client, behind an id that is
 * there, with no deletion. What the validator asks of it, and what the room does with it, is told by
 * a few numbers of its bytes, without Yjs's decoder.
 */
export interface StoredLetters {
  readonly client: number;
  /** The run's first clock, and its number of ids. */
  readonly clock: number;
  readonly length: number;
  /** The ids that it names: its left neighbor and, where there is one, its right neighbor. */
  readonly leftClient: number;
  readonly leftClock: number;
  /** -1 where it names no right neighbor. */
  readonly rightClient: number;
  readonly rightClock: number;
  /** Where its one struct lies in the bytes. */
  readonly from: number;
  readonly to: number;
}

/** The first bytes of a struct of letters with a left neighbor, without and with a right one. */
const BEHIND = 0x84;
const BETWEEN = 0xc4;

/** The most bytes of a number that stays exact: seven times seven bits. */
const NUMBER_BYTES = 7;

/**
 * Reads such an update; null for every other one, also for letters beyond ASCII, whose bytes do not
 * tell their number, and for whatever is damaged.
 */
export function readLetters(update: Uint8Array): StoredLetters | null {
  const end = update.length - 1;
  // One client with one struct; at the end no deletions.
  if (end < 9 || update[0] !== 1 || update[1] !== 1 || update[end] !== 0) return null;
  let at = 2;
  /** The next number; -1 where it is too long or the bytes end. */
  const number = (): number => {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < NUMBER_BYTES && at < end; count += 1) {
      const byte = update[at] as number;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    return -1;
  };
  const client = number();
  const clock = number();
  const from = at;
  const kind = update[at];
  if (kind !== BEHIND && kind !== BETWEEN) return null;
  at += 1;
  const leftClient = number();
  const leftClock = number();
  const rightClient = kind === BETWEEN ? number() : 0;
  const rightClock = kind === BETWEEN ? number() : 0;
  const length = number();
  const isBroken =
    client < 0 || clock < 0 || leftClient < 0 || leftClock < 0 || rightClient < 0 || rightClock < 0;
  if (isBroken || length < 1 || at + length !== end) return null;
  for (; at < end; at += 1) if ((update[at] as number) > 127) return null;
  const right = kind === BETWEEN ? rightClient : -1;
  return {
    client,
    clock,
    length,
    leftClient,
    leftClock,
    rightClient: right,
    rightClock,
    from,
    to: end,
  };
}
