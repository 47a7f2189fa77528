import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of organizations' consents to archives. Their code is read once one is asked for. */
export const ARCHIVE_CONSENT_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showArchiveConsent),
  set: lazyVerb(async () => (await import("./set.ts")).setArchiveConsent),
};
