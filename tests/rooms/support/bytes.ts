import { below, pick, type Random } from "./random.ts";

/** A damaged copy: bits turned, bytes cut, doubled, swapped for another's, or a number made giant. */
export function damaged(
  update: Uint8Array,
  others: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  const bytes = [...update];
  const times = 1 + below(random, 3);
  for (let time = 0; time < times && bytes.length > 0; time += 1) {
    const at = below(random, bytes.length);
    switch (below(random, 7)) {
      case 0:
        bytes[at] = (bytes[at] as number) ^ (1 << below(random, 8));
        break;
      case 1:
        bytes[at] = below(random, 256);
        break;
      case 2:
        bytes.splice(at, 1 + below(random, 4));
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + 1 + below(random, 8)));
        break;
      case 4:
        bytes.splice(at, 1, 0xff, 0xff, 0xff, 0xff, 0x7f);
        break;
      case 5: {
        const other = pick(random, others);
        const from = below(random, other.length);
        bytes.splice(at, below(random, 8), ...other.slice(from, from + below(random, 8)));
        break;
      }
      default:
        bytes.length = at;
    }
  }
  return Uint8Array.from(bytes);
}
