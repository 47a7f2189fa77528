import type { Actor } from "#app/domain/actor.ts";
import { removeExhibitForm, renameExhibitForm } from "#app/domain/forms/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { mayChangeExhibits } from "./add.ts";
import { changeExhibits, NO_SUCH_EXHIBIT, withChanged } from "./change.ts";

type Needed = Pick<Resources, "database" | "clock" | "rooms">;

/** Gives an exhibit of an open draft another title. */
export async function renameExhibit(
  resources: Needed,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const may = await mayChangeExhibits(resources, actor, documentId);
  if (!may.ok) return may;
  const form = readForm(renameExhibitForm, sent);
  if (!form.ok) return form;
  const { exhibitId, title } = form.value;
  return changeExhibits(resources, actor, documentId, (exhibits) =>
    withChanged(exhibits, exhibitId, { title }),
  );
}

/**
 * Takes an exhibit out of an open draft. Its bytes stay as long as a draft or a version needs them, and
 * 30 days more; a line of the text that names it has to be taken out too before the draft can be submitted.
 */
export async function removeExhibit(
  resources: Needed,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const may = await mayChangeExhibits(resources, actor, documentId);
  if (!may.ok) return may;
  const form = readForm(removeExhibitForm, sent);
  if (!form.ok) return form;
  const { exhibitId } = form.value;
  return changeExhibits(resources, actor, documentId, (exhibits) => {
    const rest = exhibits.filter(({ id }) => id !== exhibitId);
    return rest.length < exhibits.length ? done(rest) : refuse("not-found", NO_SUCH_EXHIBIT);
  });
}
