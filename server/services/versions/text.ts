import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { storedVersion } from "./stored.ts";
import { textParts, type TextParts } from "./text-parts.ts";

/** A version's text for a program. */
interface VersionText extends TextParts {
  readonly number: number;
  readonly title: string;
  /** SHA-256 of its canonical form, in hexadecimal. */
  readonly hash: string;
  /** Its canonical form (RFC 8785), from which anybody makes the hash. */
  readonly canonical: string;
}

/** The text of a version, as it was pinned. Refuses as `storedVersion` does. */
export async function versionText(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number,
): Promise<Outcome<VersionText>> {
  const found = await documentFor(resources.database.client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const version = await storedVersion(resources, documentId, { number });
  if (!version.ok) return version;
  const { hash, content, text: canonical } = version.value;
  const parts = await textParts(resources, content);
  if (!parts.ok) return parts;
  return done({ ...parts.value, number, title: content.facts.title, hash, canonical });
}
