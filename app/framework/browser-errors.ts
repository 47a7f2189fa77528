/** The most reports of one page. */
const MOST = 5;
/** A line of a stack that names a place in one of our scripts. */
const FRAME = /\/assets\/[\w.$~-]{1,100}\.js:\d{1,7}:\d{1,7}\)?$/u;

/**
 * Reports errors that nobody expected to the server, each once: their kind, page, places and
 * release. Never a message, which may hold words of a draft; browsers repeat it in the stack.
 * Whoever catches a bug passes it to `reportError`, and it comes here.
 */
export function reportErrors(release: string): void {
  const told = new Set<string>();
  const tell = (error: unknown) => {
    // Errors of extensions are not ours; a page can't be to blame for what is no error.
    if (!(error instanceof Error)) return;
    const { name: kind, stack: whole = "" } = error;
    const frames = whole.split("\n").filter((line) => FRAME.test(line));
    const stack = frames.join("\n").slice(0, 4000);
    if (whole.includes("-extension:") || told.size === MOST || told.has(kind + stack)) return;
    told.add(kind + stack);
    const report = { kind, place: location.pathname, stack, release };
    navigator.sendBeacon("/errors", JSON.stringify(report));
  };
  addEventListener("error", ({ error }) => tell(error));
  addEventListener("unhandledrejection", ({ reason }) => tell(reason));
}
