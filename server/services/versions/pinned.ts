import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { TextPaint } from "#app/document/rendering/text-paint.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { storedVersion } from "./stored.ts";

/** The text of a pinned document. */
interface PinnedText extends TextPaint {
  /** Whether the draft says the same: only then may an editor show that in its place. */
  readonly isDraft: boolean;
}

/**
 * The text that a document's version has, for pages that show the draft while it is open. What was
 * agreed is the version, whose hash is in the record; nobody signed the draft's bytes. Refuses as
 * `storedVersion` does.
 * @param paint the draft as HTML, by the same details; empty where it can't be drawn now.
 */
export async function pinnedText(
  resources: Pick<Resources, "database" | "texts" | "log">,
  actor: Actor,
  documentId: string,
  number: number,
  paint: () => Promise<Outcome<{ readonly html: string }>>,
): Promise<Outcome<PinnedText>> {
  const found = await documentFor(resources.database.client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const version = await storedVersion(resources, documentId, { number });
  if (!version.ok) return version;
  const { prose, facts, layoutProfile } = version.value.content;
  const text = await resources.texts.paint(prose, { facts, layoutProfile });
  if (!text.ok) return text;
  const { html } = text.value;
  try {
    const draft = await paint();
    if (draft.ok && (draft.value.html === "" || draft.value.html === html)) {
      return done({ ...text.value, isDraft: true });
    }
    resources.log.error({ documentId, version: number }, "a draft is not the version of it");
  } catch (error) {
    resources.log.error({ err: error, documentId, version: number }, "a draft can't be read");
  }
  return done({ ...text.value, isDraft: false });
}
