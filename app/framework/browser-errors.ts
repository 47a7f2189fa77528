/** The most reports of one page. */
const MOST = 5;
/** The lines of a stack that name a place in one of our scripts. */
const FRAMES = /^.*\/assets\/\S+:\d+:\d+\)?$/gmu;

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
    const stack = whole.match(FRAMES)?.join("\n").slice(0, 4000) ?? "";
    if (whole.includes("-extension:") || told.size === MOST || told.has(kind + stack)) return;
    told.add(kind + stack);
    const report = { kind, place: location.pathname, stack, release };
    navigator.sendBeacon("/errors", JSON.stringify(report));
  };
  addEventListener("error", ({ error }) => tell(error));
  addEventListener("unhandledrejection", ({ reason }) => tell(reason));
}
