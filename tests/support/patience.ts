/**
 * Milliseconds in which what a test waits for must come about. A test that passes waits no longer than
 * it has to, so that this costs nothing: it is longer than a busy machine takes, or stands still.
 */
export const PATIENCE_MS = 30_000;
