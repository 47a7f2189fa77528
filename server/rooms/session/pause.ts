/** Nothing to wait for is answered with undefined, which costs an `await` no more than a turn. */
export function pause(milliseconds: number): Promise<void> | undefined {
  if (milliseconds <= 0) return undefined;
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
