import { counted } from "#app/domain/counted.ts";

const MAX_NAMES = 2;

/** "Ana", "Ana and Ben", "Ana, Ben and 3 others". */
export function listed(names: readonly string[]): string {
  const [first = "", second] = names;
  const others = names.length - MAX_NAMES;
  if (second === undefined) return first;
  if (others <= 0) return `${first} and ${second}`;
  return `${first}, ${second} and ${counted(others, "other")}`;
}
