import { refuse, done, type Outcome } from "#app/domain/refusal.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { Unknown } from "#app/document/flow/index.ts";
import {
  readDetails,
  versionRest,
  type VersionDetails,
} from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import { migratedOnly } from "#server/services/documents/migrated.ts";
import type { Resources } from "#server/services/resources.ts";

/** Everything that the pages of a version depend on. */
export interface StoredContent {
  readonly prose: ProseJSON;
  readonly facts: VersionDetails;
  readonly layoutProfile: LayoutProfile;
  readonly schemaVersion: number;
}

/** What a version would be, if the draft still stands where it was read. */
export interface Candidate {
  readonly documentId: string;
  /** Where the draft stood; a version is made only if it still stands there. */
  readonly at: {
    readonly sequence: number;
    readonly generation: number;
    readonly factsRevision: number;
    readonly title: string;
  };
  readonly content: StoredContent;
  /** The canonical JSON (RFC 8785), made once, and its SHA-256 in hexadecimal. */
  readonly text: string;
  readonly hash: string;
}

/** A draft as a version of it would be, but that what can't be shown is left out. */
export interface ReadableDraft extends Candidate {
  /** What was left out, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/**
 * Builds what a version of the draft would be, from its committed words (R16) and its facts, outside
 * of any transaction. It never writes to the draft (R18). Refuses `text-incomplete` with the block at
 * fault where the text is not legal text, or where something in it can't be shown.
 */
export async function candidateOf(
  resources: Pick<Resources, "database" | "drafts" | "texts">,
  documentId: string,
): Promise<Outcome<Candidate>> {
  const draft = await readableDraft(resources, documentId);
  const first = draft.ok ? draft.value.unknown[0] : undefined;
  return first ? refuseUnknown(first) : draft;
}

/** How the pages of a draft say that something is left out of them. */
export function leftOutOf(unknown: readonly Unknown[]): { readonly leftOut?: number } {
  return unknown.length > 0 ? { leftOut: unknown.length } : {};
}

function refuseUnknown({ place, what, blockId }: Unknown): Outcome<never> {
  const refused = refuse(
    "text-incomplete",
    `Something in block ${place} can't be shown: ${what}. The draft is unchanged; open it, remove what can't be shown there, and try again.`,
  );
  return blockId === null
    ? refused
    : { ok: false, refusal: { ...refused.refusal, block: blockId } };
}

/**
 * The draft as a version of it would be, for whatever is none: its pages, a comparison. Refuses
 * `text-incomplete` where what can be shown is not legal text.
 */
export async function readableDraft(
  { database, drafts, texts }: Pick<Resources, "database" | "drafts" | "texts">,
  documentId: string,
): Promise<Outcome<ReadableDraft>> {
  const migrated = await migratedOnly(database.client, documentId);
  if (!migrated.ok) return migrated;
  const read = await drafts.prose(documentId);
  if (!read.ok) return read;
  const draft = read.value;
  const row = await database.client.document.findUnique({
    where: { id: documentId },
    select: {
      title: true,
      facts: true,
      factsRevision: true,
      layoutProfile: true,
      schemaVersion: true,
    },
  });
  if (!row) return refuse("not-found");
  const { title, factsRevision, schemaVersion } = row;
  const content: StoredContent = {
    prose: upgradedProse(draft.prose, schemaVersion),
    facts: { ...readDetails(row.facts), title },
    layoutProfile: row.layoutProfile as LayoutProfile,
    schemaVersion: SCHEMA_VERSION,
  };
  const { prose, ...rest } = content;
  const written = await texts.canonical(prose, { ...rest, facts: { ...rest.facts } });
  if (!written.ok) return written;
  const { text, hash } = written.value;
  const { sequence, generation } = draft;
  return done({
    documentId,
    at: { sequence, generation, factsRevision, title },
    content,
    text,
    hash,
    unknown: draft.unknown,
  });
}

/**
 * A version read back from its canonical text, its prose in the schema of this release; the text and
 * its hash stay what they are. Throws for a version of a newer release.
 */
export function readContent(text: string): StoredContent {
  const content = JSON.parse(text) as { readonly prose: ProseJSON };
  const rest = versionRest.parse(content);
  return { ...rest, prose: upgradedProse(content.prose, rest.schemaVersion) };
}
