import type { Actor } from "#app/domain/actor.ts";
import type {
  AddExhibitForm,
  RemoveExhibitForm,
  RenameExhibitForm,
} from "#app/domain/forms/exhibit.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { PdfFile } from "#server/services/record-views.ts";
import type { Resources } from "#server/services/resources.ts";
import { addExhibit, mayChangeExhibits, replaceExhibit, type Upload } from "./add.ts";
import { removeExhibit, renameExhibit } from "./edit.ts";
import { exhibitPdf, showExhibits, type ExhibitsView } from "./show.ts";

/** The exhibits of a document: PDFs that follow its text. */
export interface ExhibitServices {
  show(actor: Actor, documentId: string): Promise<Outcome<ExhibitsView>>;
  /** To be asked before an upload is read. */
  mayChange(actor: Actor, documentId: string): Promise<Outcome<void>>;
  add(
    actor: Actor,
    documentId: string,
    form: AddExhibitForm,
    upload: Upload,
  ): Promise<Outcome<void>>;
  replace(
    actor: Actor,
    documentId: string,
    exhibitId: string,
    upload: Upload,
  ): Promise<Outcome<void>>;
  rename(actor: Actor, documentId: string, form: RenameExhibitForm): Promise<Outcome<void>>;
  remove(actor: Actor, documentId: string, form: RemoveExhibitForm): Promise<Outcome<void>>;
  /** Its bytes as they were added. */
  pdf(actor: Actor, documentId: string, exhibitId: string): Promise<Outcome<PdfFile>>;
}

export function exhibitServices(resources: Resources): ExhibitServices {
  return {
    show: (actor, documentId) => showExhibits(resources, actor, documentId),
    mayChange: (actor, documentId) => mayChangeExhibits(resources, actor, documentId),
    add: (actor, documentId, form, upload) =>
      addExhibit(resources, actor, documentId, form, upload),
    replace: (actor, documentId, exhibitId, upload) =>
      replaceExhibit(resources, actor, documentId, exhibitId, upload),
    rename: (actor, documentId, form) => renameExhibit(resources, actor, documentId, form),
    remove: (actor, documentId, form) => removeExhibit(resources, actor, documentId, form),
    pdf: (actor, documentId, exhibitId) => exhibitPdf(resources, actor, documentId, exhibitId),
  };
}
