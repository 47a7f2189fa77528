import * as z from "zod";
import { id, line, optionalLine, optionalParagraphs } from "./fields.ts";

/** In characters; about forty pages. */
export const NARRATIVE_LIMIT = 100_000;
/** Organizations in one matter. */
export const PARTY_LIMIT = 50;

const title = line("Enter the matter’s title.", 200);
const agency = {
  agencyDepartment: optionalLine(160),
  agencyComponent: optionalLine(160),
  agencyAddress: optionalLine(300),
};

/** Create a matter: its title, story, lead, parties (the lead is always one of them) and agency. */
export const createMatterForm = z.object({
  title,
  narrative: optionalParagraphs(NARRATIVE_LIMIT),
  leadOrganizationId: id("Choose the organization that leads."),
  partyIds: z
    .array(id("Choose from the organizations shown."))
    .max(PARTY_LIMIT, `Choose at most ${PARTY_LIMIT} organizations.`)
    .default([]),
  ...agency,
});
export type CreateMatterForm = z.output<typeof createMatterForm>;

/** Edit the matter's title, agency and story; only those who may tell the story send it. */
export const editNarrativeForm = z.object({
  title,
  narrative: optionalParagraphs(NARRATIVE_LIMIT),
  agencyDepartment: agency.agencyDepartment,
  agencyComponent: agency.agencyComponent,
});

/** Add or remove a party. */
export const partyForm = z.object({ organizationId: id("Choose an organization.") });
/** Accept, decline or leave a matter. */
export const matterForm = z.object({ matterId: id("Choose a matter.") });
/** Archive a matter, with the key of the deadlines that the page told of. */
export const archiveMatterForm = z.object({
  seen: z.string().regex(/^[0-9a-f]{64}$/u, "Load the page again."),
});

/** Parts of a matter that go along where another begins like it. */
export const MATTER_PARTS = ["agency", "narrative", "own-details", "watched-names"] as const;
export type MatterPart = (typeof MATTER_PARTS)[number];
/** Drafts that go along at most. */
const DUPLICATED_DRAFTS = 20;

/** Begin another matter like one; nothing goes along that is not chosen. */
export const duplicateMatterForm = z.object({
  title,
  leadOrganizationId: createMatterForm.shape.leadOrganizationId,
  partyIds: createMatterForm.shape.partyIds,
  parts: z
    .array(z.enum(MATTER_PARTS, { error: "Choose from what is shown." }))
    .max(MATTER_PARTS.length, "Choose from what is shown.")
    .default([]),
  documentIds: z
    .array(id("Choose from the papers shown."))
    .max(DUPLICATED_DRAFTS, `Choose at most ${DUPLICATED_DRAFTS} papers.`)
    .default([]),
});
export type DuplicateMatterForm = z.output<typeof duplicateMatterForm>;
