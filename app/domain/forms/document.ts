import * as z from "zod";
import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { DOCUMENT_KINDS, LAYOUT_PROFILES } from "#app/domain/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { id, line, optionalId } from "./fields.ts";
import { PARTY_LIMIT } from "./matter.ts";

const title = line("Enter the document’s title.", 200);
/** The most filed requests of a matter that a document may be about. */
const REQUESTS = 20;
/** The most letters that an appeal may be from. */
const LETTERS = 20;
const organizationIds = z
  .array(id("Choose from the organizations shown."))
  .max(PARTY_LIMIT, `Choose at most ${PARTY_LIMIT} organizations.`);

/**
 * Create a document. Without `requiredOrganizationIds` every party must sign off; only an
 * administrator of the lead organization may choose otherwise.
 */
export const createDocumentForm = z
  .object({
    kind: z.enum(DOCUMENT_KINDS, { error: "Choose the kind of document." }),
    title,
    layoutProfile: z.enum(LAYOUT_PROFILES, { error: "Choose a layout." }),
    requiredOrganizationIds: organizationIds.optional(),
    /** The lawsuit of a court filing; without one a new docket is created. */
    docketId: optionalId("Choose from the dockets shown."),
    /** The filed requests that it is about; by default those of its lawsuit, else all. */
    requestIds: z
      .array(id("Choose from the requests shown."))
      .max(REQUESTS, `Choose at most ${REQUESTS} requests.`)
      .optional(),
    /** The letters of the agency that an appeal is from (L62). */
    letterIds: z
      .array(id("Choose from the letters shown."))
      .max(LETTERS, `Choose at most ${LETTERS} letters.`)
      .optional(),
    /** The template of an organization's own that its text begins with; left out for its kind's. */
    templateId: optionalId("Choose from the templates shown."),
    /**
     * Which of the documents that go with a complaint it is; it belongs to the complaint's docket.
     */
    companion: z.enum(COMPANION_PAPERS, { error: "Choose from the papers shown." }).optional(),
  })
  .superRefine((form, context) => {
    if (!KINDS[form.kind].layouts.includes(form.layoutProfile)) {
      context.addIssue({
        code: "custom",
        path: ["layoutProfile"],
        message: "Choose a layout that suits this kind of document.",
      });
    }
    if (KINDS[form.kind].suit === "joins" && !form.docketId) {
      context.addIssue({
        code: "custom",
        path: ["docketId"],
        message: "Choose the docket of the lawsuit that it belongs to.",
      });
    }
    if (form.companion !== undefined && (form.kind !== "complaint" || !form.docketId)) {
      context.addIssue({
        code: "custom",
        path: ["companion"],
        message: "This paper goes with a complaint: choose its docket.",
      });
    }
    if (form.companion !== undefined && form.templateId !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["templateId"],
        message: "This paper begins with the text that its kind needs.",
      });
    }
  });
export type CreateDocumentForm = z.output<typeof createDocumentForm>;

/** Create a document that goes with a complaint. */
export const beginCompanionForm = z.object({
  companion: z.enum(COMPANION_PAPERS, { error: "Choose from the papers shown." }),
});
export type BeginCompanionForm = z.output<typeof beginCompanionForm>;

/** Rename a draft. */
export const renameDocumentForm = z.object({ title });

/** Change a draft's layout profile; the service checks that it suits the kind of document. */
export const layoutForm = z.object({
  layoutProfile: z.enum(LAYOUT_PROFILES, { error: "Choose a layout." }),
});

/** The organizations whose sign-off a document needs. */
export const requiredOrganizationsForm = z.object({
  requiredOrganizationIds: organizationIds.min(1, "Choose at least one organization."),
});

/** Move a paper to another docket of its matter. */
export const setDocketForm = z.object({
  docketId: id("Choose from the dockets shown."),
  /** The docket that the page showed as its own; left out for none. */
  from: optionalId("Load the page again."),
});
