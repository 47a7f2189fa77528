import * as z from "zod";
import { DOCUMENT_KINDS, DOCUMENT_STATUSES, LAYOUT_PROFILES } from "#app/domain/document.ts";

/** Parts of several operations' answers. Names stay as they are: programs read them. */

export const id = z.string();
export const instant = z.string().describe("An instant in UTC, as 2026-11-30T20:15:00.000Z.");
export const day = z.string().describe("A day, as 2026-11-30.");

export const organization = z.object({ id, name: z.string(), shortName: z.string() });
export const person = z
  .object({ id, name: z.string(), organization: z.string().nullable() })
  .describe("Somebody with the short name of their organization.");

export const kind = z.enum(DOCUMENT_KINDS);
export const status = z.enum(DOCUMENT_STATUSES);
export const layout = z.enum(LAYOUT_PROFILES);

export const matterRef = z.object({ slug: z.string(), title: z.string() });

export const document = z.object({
  id,
  title: z.string(),
  kind,
  status,
  statusAt: instant,
  editedAt: instant,
  requiredOrganizations: z.array(organization).describe("Who has to sign it."),
  filedOn: day.nullable(),
});

export const attachment = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});

/** The parameters of addresses. */
const name = z.string().min(1).max(200);
export const ofMatter = z.object({ matter: name.describe("The matter’s `slug`.") });
export const ofDocument = z.object({ document: z.string().min(1).max(64) });
export const ofDocket = ofMatter.extend({ docket: z.string().min(1).max(64) });

interface TaggedPerson {
  readonly userId: string;
  readonly name: string;
  readonly organization: { readonly shortName: string } | null;
}

export function personOf(tag: TaggedPerson | null): z.input<typeof person> | null {
  if (!tag) return null;
  return { id: tag.userId, name: tag.name, organization: tag.organization?.shortName ?? null };
}
