import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of the help. What reads its files is loaded once somebody opens a page. */
export const HELP_VERBS = {
  index: lazyVerb(async () => (await import("./show.ts")).showHelpIndex),
  show: lazyVerb(async () => (await import("./show.ts")).showHelpPage),
};
