/** Milliseconds that nobody has to have typed for. */
const UNTYPED_MS = 2_000;

let taken: Promise<void> | null = null;

/**
 * Resolves once the page has taken its first key, or a while after it was first asked: for what
 * nobody waits for, and what would delay that key.
 */
export function afterFirstKey(): Promise<void> {
  taken ??= new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      removeEventListener("keyup", settle);
      resolve();
    };
    const timer = setTimeout(settle, UNTYPED_MS);
    addEventListener("keyup", settle);
  });
  return taken;
}
