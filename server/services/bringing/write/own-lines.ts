import type { AuditEvent } from "#app/domain/audit-event.ts";
import type { Mapping, NewLine, NewRow } from "./map.ts";

/** Changes of a matter by coming here, with the lines that say so. */
export interface OwnActs {
  readonly lines: readonly NewLine[];
  /** By the document's id here. */
  readonly returned: ReadonlyMap<string, NewRow>;
  /** Documents, by their ids here, whose required organizations are the real parties. */
  readonly drafts: ReadonlySet<string>;
}

/** Why a page that came with an archive is not public. */
const NOT_HERE = "It came with an archive, and bringing one in publishes nothing.";

interface ActingHere {
  readonly actorId: string;
  readonly at: Date;
  /** The organizations here that are parties. */
  readonly partyIds: readonly string[];
  /** The addresses of the page there and here; null for no page. */
  readonly page: { readonly before: string; readonly slug: string; readonly status: string } | null;
}

/**
 * The acts of bringing in: what was in review or approved there is a draft here, since nobody here has
 * signed it, and is to be signed by the parties here; what was public there is not.
 */
export function ownActs(mapping: Mapping, { actorId, at, partyIds, page }: ActingHere): OwnActs {
  const { ids, matter, choices } = mapping;
  const organizationId = choices.leadOrganizationId;
  const matterId = ids.of("matter", matter.id);
  const lines: NewLine[] = [];
  const tell = (event: Pick<AuditEvent, "type" | "documentId" | "details">) => {
    lines.push({ before: null, at, actorId, organizationId, matterId, ...event });
  };
  const returned = new Map<string, NewRow>();
  const drafts = new Set<string>();
  for (const { id, status, pinnedVersionId } of matter.rows.documents) {
    const documentId = ids.of("document", id);
    if (status === "in_review" || status === "approved") {
      const pinned = matter.rows.versions.find((version) => version.id === pinnedVersionId);
      if (!pinned) throw mapping.refuse("a paper in review names a version that is not in it.");
      const versionId = ids.of("version", pinned.id);
      const returnId = ids.ofNothing(`${id}/returned`);
      const because = "brought-in";
      const details = { because, versionId, hash: pinned.hash, returnId };
      returned.set(documentId, {
        id: returnId,
        documentId,
        versionId,
        because,
        reason: null,
        byId: actorId,
        at,
      });
      tell({ type: "document.review-voided", documentId, details });
    } else if (status !== "draft") continue;
    drafts.add(documentId);
    const before = matter.rows.requirements
      .filter((one) => one.documentId === id)
      .map((one) => ids.of("organization", one.organizationId));
    const details = { before, after: [...partyIds] };
    tell({ type: "document.required-organizations-set", documentId, details });
  }
  if (page && page.status !== "draft") {
    const details = { slug: page.slug, reason: NOT_HERE, because: "brought-in" };
    tell({ type: "matter.unpublished", documentId: null, details });
  } else if (page && page.slug !== page.before) {
    tell({ type: "matter.page-edited", documentId: null, details: { slug: page.slug } });
  }
  return { lines, returned, drafts };
}

/** The columns of a page that was public there. */
export const withdrawn = (at: Date) => ({
  status: "withdrawn",
  withdrawnAt: at,
  withdrawalReason: NOT_HERE,
});
