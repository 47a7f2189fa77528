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

/** A possible version, valid while the draft does not change. */
export interface Candidate {
  readonly documentId: string;
  /** The state that was read; a version is only created while the draft is unchanged. */
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

/** A draft in the form of a version, without its unknown content. */
interface ReadableDraft extends Candidate {
  /** The unknown content that was left out, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/**
 * Builds the version that a draft would become, from its committed text (R16) and its details,
 * outside of any transaction. Never writes to the draft (R18). Refuses `text-incomplete` with the
 * block at fault where the text is invalid or has unknown content.
 */
export async function candidateOf(
  resources: Pick<Resources, "database" | "drafts" | "texts">,
  documentId: string,
): Promise<Outcome<Candidate>> {
  const draft = await readableDraft(resources, documentId);
  const first = draft.ok ? draft.value.unknown[0] : undefined;
  return first ? refuseUnknown(first) : draft;
}

/** The field by which pages report that something was left out. */
export function leftOutOf(unknown: readonly Unknown[]): { readonly leftOut?: number } {
  return unknown.length > 0 ? { leftOut: unknown.length } : {};
}

function refuseUnknown({ place, what, blockId }: Unknown): Outcome<never> {
  const refused = refuse(
    "text-incomplete",
    `Something in block ${place} can’t be shown: ${what}. The draft is unchanged; open it, remove what can’t be shown there, and try again.`,
  );
  return blockId === null
    ? refused
    : { ok: false, refusal: { ...refused.refusal, block: blockId } };
}

/**
 * The draft in the form of a version, for everything except versions: its pages, a comparison.
 * Refuses `text-incomplete` where the known content is invalid.
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
 * Parses a version's canonical text, with its prose upgraded to this release's schema; the text and
 * its hash stay the same. Throws for a version of a newer release.
 */
export function readContent(text: string): StoredContent {
  const content = JSON.parse(text) as { readonly prose: ProseJSON };
  const rest = versionRest.parse(content);
  return { ...rest, prose: upgradedProse(content.prose, rest.schemaVersion) };
}
