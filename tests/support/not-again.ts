/** Whatever else is tried on PostgreSQL, such as several processes, these have nothing to do with it. */
export const NONE = "opens no database";
const LOG =
  "reaches the database through the update log alone, which update-log, committing, keeping, freezing and the faults try on both";

/**
 * Test files in the folders of `npm run test:postgres` that run on SQLite only, with the reason why
 * PostgreSQL could not make them fail if those that run on both pass. Unlisted files run on both.
 */
export const NOT_AGAIN: Readonly<Record<string, string>> = {
  "cluster/message.test.ts": NONE,
  "processes/expanding.test.ts": NONE,
  "rooms/draft-workers.test.ts": NONE,
  "rooms/flow-validator.test.ts": NONE,
  "rooms/protocol.test.ts": NONE,
  "rooms/random-editing.test.ts": NONE,
  "rooms/struct-store.test.ts": NONE,
  "rooms/validator.test.ts": NONE,
  "seed/texts.test.ts": NONE,
  "services/forms.test.ts": NONE,
  "services/mail.test.ts": NONE,
  "services/preview-cache.test.ts": NONE,
  "rooms/costly-drafts.slow.test.ts": LOG,
  "rooms/limits.test.ts": LOG,
  "rooms/many-clients.slow.test.ts": LOG,
  "rooms/updates-in.test.ts": LOG,
  "rooms/updates-out.test.ts": LOG,
  "services/commands.test.ts":
    "runs processes over services/system, which runs on both; that a process opens PostgreSQL is tried by backup",
  "services/equal-work.test.ts": "counts what argon2 is asked",
  "services/filed-pages.test.ts": "compares what the typesetter made",
};
