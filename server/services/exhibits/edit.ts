import { removeExhibitForm, renameExhibitForm } from "#app/domain/forms/exhibit.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { changeExhibits, NO_SUCH_EXHIBIT, withChanged } from "./change.ts";

/** Changes the title of an exhibit of an open draft. */
export const renameExhibit = command({
  on: documentTo("document.edit"),
  form: renameExhibitForm,
  run: (inside) =>
    changeExhibits(inside, (exhibits) => {
      const { exhibitId, title } = inside.form;
      return withChanged(exhibits, exhibitId, { title });
    }),
});

/**
 * Removes an exhibit from an open draft. Its bytes stay as long as a draft or a version needs them,
 * and 30 days more; a line of the text that names it must be removed too before the draft can be
 * submitted.
 */
export const removeExhibit = command({
  on: documentTo("document.edit"),
  form: removeExhibitForm,
  run: (inside) =>
    changeExhibits(inside, (exhibits) => {
      const rest = exhibits.filter(({ id }) => id !== inside.form.exhibitId);
      return rest.length < exhibits.length ? done(rest) : refuse("not-found", NO_SUCH_EXHIBIT);
    }),
});
