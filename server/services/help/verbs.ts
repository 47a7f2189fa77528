import { later } from "#server/services/later.ts";

/** The verbs of the help. What reads its files is loaded once somebody opens a page. */
export const HELP_VERBS = {
  index: later(async () => (await import("./show.ts")).showHelpIndex),
  show: later(async () => (await import("./show.ts")).showHelpPage),
};
