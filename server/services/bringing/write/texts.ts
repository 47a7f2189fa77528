import { setImmediate as otherWork } from "node:timers/promises";
import canonicalize from "canonicalize";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { VersionDetails } from "#app/document/details/document-details.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { digestOf } from "#server/digest.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { textIn } from "#server/services/bringing/lines.ts";
import type { Resources } from "#server/services/resources.ts";
import { readContent } from "#server/services/versions/content.ts";
import { WRITING } from "./limits.ts";
import type { ReadMatter } from "./read.ts";
import type { RefuseMatter } from "./refuse.ts";

/** The text of each version by its hash, and whom it names as signers. */
export interface ReadVersions {
  readonly texts: ReadonlyMap<string, string>;
  readonly details: ReadonlyMap<string, VersionDetails>;
}

/**
 * The texts of a matter's versions: each the file of its hash, of this program's schema, and in its one
 * canonical form. A text of another form could look one way here and be another paper elsewhere.
 */
export async function readVersions(
  { texts }: Pick<Resources, "texts">,
  opened: OpenedArchive,
  { rows }: ReadMatter,
  refuse: RefuseMatter,
): Promise<ReadVersions> {
  const found = new Map<string, string>();
  const details = new Map<string, VersionDetails>();
  const titles = new Map(rows.documents.map(({ id, title }) => [id, title]));
  let characters = 0;
  for (const { documentId, number, hash } of rows.versions) {
    const named = `version ${number} of “${titles.get(documentId) ?? ""}”`;
    if (found.has(hash)) continue;
    const file = opened.file(hash);
    if (!file) throw refuse(`${named} is not in its archive.`);
    if (file.bytes > WRITING.version) throw refuse(`${named} is longer than is brought in.`);
    const text = textIn(await wholeOf(file.read()), named);
    characters += text.length;
    if (characters > WRITING.versions)
      throw refuse("its versions are longer than is written at once.");
    if ((await digestOf(text)) !== hash) throw refuse(`${named} is not the text of its hash.`);
    details.set(hash, await detailsIn({ texts }, text, { named, refuse }));
    found.set(hash, text);
  }
  return { texts: found, details };
}

async function detailsIn(
  { texts }: Pick<Resources, "texts">,
  text: string,
  { named, refuse }: { readonly named: string; readonly refuse: RefuseMatter },
): Promise<VersionDetails> {
  try {
    const { facts } = readContent(text);
    const { prose, ...rest } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (rest["schemaVersion"] === SCHEMA_VERSION) {
      const content = rest as unknown as Parameters<typeof texts.canonical>[1];
      const again = await texts.canonical(prose as ProseJSON, content);
      if (again.ok && again.value.text === text) return facts;
    }
  } catch {
    // A value that is no text of any kind is refused as one of another form is.
  }
  throw refuse(`${named} is not in the form in which this program keeps texts.`);
}

/**
 * Whether each suggestion's blocks are text that a draft can hold, in the form in which they are kept; and
 * those of each acceptance, which opening it again would write.
 */
export async function checkSuggestions({ rows }: ReadMatter, refuse: RefuseMatter): Promise<void> {
  for (const row of rows.suggestions) {
    const bytes = Buffer.byteLength(row.base) + Buffer.byteLength(row.proposed);
    const isAsHashed =
      bytes === row.bytes &&
      bytes <= MARGIN_LIMITS.suggestionBytes * 2 &&
      (await digestOf(row.base)) === row.baseHash &&
      (await digestOf(row.proposed)) === row.proposedHash;
    if (!isAsHashed || !isKeptText(row.base) || !isKeptText(row.proposed))
      throw refuse(NO_SUGGESTION);
    await otherWork();
  }
  for (const { before, after } of rows.acceptances) {
    for (const stored of [before, after]) {
      if (!isDraftText(stored)) throw refuse(NO_SUGGESTION);
      await otherWork();
    }
  }
}

/** Blocks as a draft has them, with every attribute; none where one was written or deleted whole. */
function isDraftText(stored: string): boolean {
  try {
    const content = JSON.parse(stored) as ProseJSON["content"];
    if (content.length > 0) checkedNode({ type: "doc", content });
    return true;
  } catch {
    // No text that a draft can hold, which its caller refuses.
    return false;
  }
}

/** Blocks as `keptSuggestion` writes them; each is half a megabyte at most. */
function isKeptText(stored: string): boolean {
  if (stored === "[]") return true;
  try {
    const content = JSON.parse(stored) as ProseJSON["content"];
    return canonicalize(canonicalProse({ type: "doc", content }).content) === stored;
  } catch {
    // The same.
    return false;
  }
}

export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

const NO_SUGGESTION = "a suggestion in it is not text that a draft can hold.";
