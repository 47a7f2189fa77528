import * as z from "zod";
import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { id, line, optionalLine } from "./fields.ts";

const named = {
  name: line("Enter a name by which your people find it.", 120),
  /** Its purpose. */
  note: optionalLine(300),
};
const revision = z.coerce.number().int().min(1);

/** Keep a document's text as a template: the draft as it is now, or a version. */
export const keepTemplateForm = z.object({
  ...named,
  organizationId: id("Choose from the organizations shown."),
  /** The version's number; left out for the draft. */
  version: z.coerce.number().int().positive().max(1_000_000).optional(),
  /** Whether the names of people come along. */
  keepNames: z.literal("yes").optional(),
});

/** Keep paragraphs as a clause; the paragraphs as the editor has them, in JSON. */
export const keepClauseForm = z.object({
  ...named,
  organizationId: id("Choose from the organizations shown."),
  schemaVersion: z.number().int().positive(),
  content: z
    .string()
    .min(2)
    .max(ORGANIZATION_TEXT_LIMITS.sentBytes, "That is more than one clause can hold."),
  keepNames: z.boolean(),
});
export type KeepClauseForm = z.output<typeof keepClauseForm>;

/** Rename a text that an organization keeps, or change what it says of it. */
export const changeOrganizationTextForm = z.object({ ...named, revision });

/** Remove it, as it was shown. */
export const removeOrganizationTextForm = z.object({ revision });
