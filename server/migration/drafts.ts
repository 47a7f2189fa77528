import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Database } from "#server/database/index.ts";
import type { Log } from "#server/log.ts";
import { loadDraft, UnreadableDraft, type LoadedDraft } from "./load-draft.ts";
import type { MigratedDraft } from "./migrate-draft.ts";
import type { Migrator } from "./migrator.ts";
import { storeDraft } from "./store-draft.ts";

export interface MigrationParts {
  readonly database: Pick<Database, "client" | "write">;
  readonly migrator: Pick<Migrator, "migrate">;
  readonly clock: () => Date;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  /** Takes a backup, and returns its folder. Rejects with a sentence. */
  readonly backUp: () => Promise<string>;
}

export interface MigrationOutcome {
  readonly migrated: number;
  /** The drafts that were left unchanged, because they can't be read. */
  readonly unreadable: readonly string[];
}

/** How often a draft is read again after a concurrent change. */
const ATTEMPTS = 3;

/**
 * Migrates every draft of an older schema to that of this release, whatever its document's status:
 * a frozen one may reopen (F12). Runs before the server listens. Each draft is one transaction, so
 * an interrupted start leaves each of them either unchanged or migrated, and the next continues. An
 * unreadable one is left unchanged, is reported in the log and to the workspace's administrator,
 * and does not stop the others; each start retries it.
 */
export async function migrateDrafts(parts: MigrationParts): Promise<MigrationOutcome> {
  const { database, log } = parts;
  const waiting = await database.client.document.findMany({
    where: { schemaVersion: { lt: SCHEMA_VERSION } },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (waiting.length === 0) return { migrated: 0, unreadable: [] };
  await backUpFirst(parts, waiting.length);
  const began = performance.now();
  const unreadable: string[] = [];
  for (const { id } of waiting) {
    if (!(await migrateOne(parts, id))) unreadable.push(id);
  }
  const migrated = waiting.length - unreadable.length;
  const ms = Math.round(performance.now() - began);
  log.info({ migrated, unreadable: unreadable.length, ms }, "drafts were migrated");
  return { migrated, unreadable };
}

/** Once, before the first draft: a later start's backup would contain half-migrated data. */
async function backUpFirst(parts: MigrationParts, drafts: number): Promise<void> {
  const { database, log, backUp } = parts;
  const [begun, tried] = await Promise.all([
    database.client.retiredDraft.count(),
    database.client.draftProblem.count(),
  ]);
  if (begun + tried > 0) {
    log.info({ drafts }, "drafts are migrated; the first start that did so backed up, or said not");
    return;
  }
  try {
    log.info({ drafts, backup: await backUp() }, "drafts are migrated; a backup was taken first");
  } catch (error) {
    log.warn(
      { drafts, error: messageOf(error) },
      "drafts are migrated, and NO backup was taken first; their old text is kept in the database",
    );
  }
}

/** Migrates one draft; false where it can't be read. Throws where the database fails. */
async function migrateOne(parts: MigrationParts, documentId: string): Promise<boolean> {
  const { database, clock, log } = parts;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const read = await readDraft(parts, documentId);
    if (read.kind === "nothing to do") return true;
    if (read.kind === "unreadable") {
      const { reason } = read;
      log.error({ documentId, reason }, "a draft can't be migrated; it is as it was");
      const problem = { schemaVersion: SCHEMA_VERSION, reason, at: clock() };
      await database.write((tx) =>
        tx.draftProblem.upsert({
          where: { documentId },
          create: { documentId, ...problem },
          update: problem,
        }),
      );
      return false;
    }
    const { loaded, migrated } = read;
    const isStored = await database.write((tx) => storeDraft(tx, loaded, migrated, clock()));
    if (isStored) return true;
  }
  throw new Error(
    `Draft ${documentId} changes while it is migrated. Does another server run on this database? Stop it and start again.`,
  );
}

type Read =
  | { readonly kind: "migrated"; readonly loaded: LoadedDraft; readonly migrated: MigratedDraft }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** It is gone, or another server has migrated it. */
  | { readonly kind: "nothing to do" };

/** The draft before and after migration. Throws where the database fails. */
async function readDraft(
  { database, migrator }: MigrationParts,
  documentId: string,
): Promise<Read> {
  try {
    const loaded = await loadDraft(database.client, documentId);
    if (!loaded || loaded.schemaVersion === SCHEMA_VERSION) return { kind: "nothing to do" };
    const migrated = await migrator.migrate(loaded.draft).catch((error: unknown) => {
      throw new UnreadableDraft(messageOf(error).slice(0, LONGEST_REASON));
    });
    return { kind: "migrated", loaded, migrated };
  } catch (error) {
    if (!(error instanceof UnreadableDraft)) throw error;
    return { kind: "unreadable", reason: error.message };
  }
}

/** The most characters kept of a reason. */
const LONGEST_REASON = 300;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
