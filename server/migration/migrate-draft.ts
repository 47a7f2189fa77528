import * as Y from "yjs";
import { proseFromDocument } from "#app/document/draft-prose.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";

/**
 * Changes a draft of one schema into one of the next, in place: letters keep their ids, and with
 * them their authors.
 */
type DraftStep = (document: Y.Doc) => void;

/** The steps, by the schema from which each of them leads to the next. */
type DraftSteps = Readonly<Record<number, DraftStep>>;

/** None yet: no release has had another schema than this one. */
export const DRAFT_STEPS: DraftSteps = {};

/** A draft of an older schema as stored. */
export interface OlderDraft {
  readonly schemaVersion: number;
  /** Base and tail, in order. */
  readonly parts: readonly Uint8Array[];
  /** The Yjs client id under which the steps write; no client of the draft has it. */
  readonly clientId: number;
}

/** All of a migrated draft as one update, or why it can't be migrated: without words of it. */
export type MigratedBytes = { readonly bytes: Uint8Array } | { readonly reason: string };

/**
 * Brings a draft to the schema of this release (F12). It can't where its bytes can't be read, a
 * step is missing, or the outcome is not one of this schema.
 */
export function migrateDraft(draft: OlderDraft, steps: DraftSteps): MigratedBytes {
  try {
    return { bytes: migrated(draft, steps) };
  } catch (error) {
    // Whatever it is, the draft stays as it was and is named. The words of Yjs and ProseMirror may
    // quote the draft, and are told nobody.
    return { reason: error instanceof NotMigrated ? error.message : NOT_READABLE };
  }
}

const NOT_READABLE = "its bytes or its text are not what the schema says";

/** Its message is a reason that quotes nothing of the draft. */
class NotMigrated extends Error {}

function migrated({ schemaVersion, parts, clientId }: OlderDraft, steps: DraftSteps): Uint8Array {
  const document = new Y.Doc();
  document.clientID = clientId;
  flowRoot(document);
  document.transact(() => {
    for (const part of parts) Y.applyUpdate(document, part);
  });
  const { pendingStructs, pendingDs } = document.store;
  if (pendingStructs !== null || pendingDs !== null) {
    throw new NotMigrated("some words build on others that are not there");
  }
  for (let version = schemaVersion; version < SCHEMA_VERSION; version += 1) {
    const step = steps[version];
    if (step === undefined) throw new NotMigrated(`no step leads on from schema ${version}`);
    document.transact(() => step(document));
  }
  proseFromDocument(document);
  return Y.encodeStateAsUpdate(document);
}
