import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import type { CreateDocumentForm } from "#app/domain/forms/document.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";

/** A template for a new document. */
export interface OfferedTemplate {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly note: string;
  /** Its owner. */
  readonly organization: string;
}

/** The templates that somebody may begin a document of a matter with: those of their own parties. */
export async function offeredTemplates(
  client: PrismaClient,
  actor: Actor,
  matter: MatterSubject,
): Promise<OfferedTemplate[]> {
  const organizationIds = threadOrganizations(actor, matter);
  const rows = await client.template.findMany({
    where: { organizationId: { in: organizationIds } },
    select: {
      id: true,
      kind: true,
      name: true,
      note: true,
      organization: { select: { shortName: true } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: ORGANIZATION_TEXT_LIMITS.templates * Math.max(1, organizationIds.length),
  });
  return rows.map(({ id, kind, name, note, organization }) => ({
    id,
    // Only services write it, from the domain's closed set.
    kind: kind as DocumentKind,
    name,
    note,
    organization: organization.shortName,
  }));
}

/** A template's text as it is stored: it may be long, and is gone through by `Texts` alone. */
export interface ChosenTemplate {
  readonly content: string;
  readonly schemaVersion: number;
}

/** The chosen template's text; null where none is chosen. Refuses one of others as one that is not. */
export async function chosenTemplate(
  client: PrismaClient,
  actor: Actor,
  matter: MatterSubject,
  { templateId, kind }: Pick<CreateDocumentForm, "templateId" | "kind">,
): Promise<Outcome<ChosenTemplate | null>> {
  if (templateId === undefined) return done(null);
  const row = await client.template.findFirst({
    where: { id: templateId, organizationId: { in: threadOrganizations(actor, matter) } },
    select: { kind: true, content: true, schemaVersion: true },
  });
  if (!row) {
    return refuse("bad-input", undefined, {
      templateId: "This template is not there any more. Choose from those shown.",
    });
  }
  if (row.kind !== kind) {
    return refuse("bad-input", undefined, {
      templateId: "This template is for another kind of document.",
    });
  }
  const { content, schemaVersion } = row;
  return done({ content, schemaVersion });
}
