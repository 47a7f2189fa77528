import { later } from "#server/services/later.ts";

/** The verbs of organizations' consents to archives. Their code is read once one is asked for. */
export const ARCHIVE_CONSENT_VERBS = {
  show: later(async () => (await import("./show.ts")).showArchiveConsent),
  set: later(async () => (await import("./set.ts")).setArchiveConsent),
};
