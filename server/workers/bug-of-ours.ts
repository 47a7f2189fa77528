/**
 * Rethrows what only a bug of ours throws; whatever else comes out of reading a file means that the
 * file is damaged. Not for parsers that throw a TypeError at damaged input.
 */
export function bugOfOurs(error: unknown): void {
  if (error instanceof TypeError || error instanceof ReferenceError) throw error;
}
