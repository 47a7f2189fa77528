/** The message of an error, or of whatever else was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As much of it as a line of the log has room for. */
export function shortMessageOf(error: unknown): string {
  return messageOf(error).slice(0, 300);
}
