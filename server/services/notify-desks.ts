import type { AuditEventType } from "#app/domain/audit-event.ts";
import type { NewEvent } from "#server/services/audit/append.ts";
import type { Database } from "#server/database/index.ts";
import type { RoomsPort } from "./resources.ts";

type DesksPort = Pick<RoomsPort, "documentChanged">;

/**
 * The open desks that show what an event changed: those of its document, those of all documents of
 * its matter, or none. Exhaustive, so that a new event needs a decision; and derived from the audit
 * record, so that no command can forget to notify.
 */
const DESKS_OF: Readonly<Record<AuditEventType, "its document" | "its matter" | "none">> = {
  "workspace.set-up": "none",
  "workspace.administrator-recovered": "none",
  "workspace.restored": "none",
  "workspace.calendar-set": "none",
  "job.retried": "none",
  "job.discarded": "none",
  "organization.created": "none",
  "organization.contact-set": "none",
  "matter.watch-list-changed": "none",
  "organization.renamed": "none",
  "organization.signers-set": "none",
  "person.invited": "none",
  "invitation.revoked": "none",
  // Rights, and with them names, are determined again when sockets reconnect (R5).
  "person.joined": "none",
  "person.roles-set": "none",
  "person.removed": "none",
  "person.confirmed": "none",
  "person.address-given-up": "none",
  "person.renamed": "none",
  "person.password-changed": "none",
  "person.password-link-mailed": "none",
  "person.password-reset": "none",
  "person.let-in-again": "none",
  "person.let-in-revoked": "none",
  "person.address-change-asked": "none",
  "person.address-change-stopped": "none",
  "person.address-changed": "none",
  "person.passkey-added": "none",
  "person.passkey-renamed": "none",
  "person.passkey-removed": "none",
  "person.second-factor-set": "none",
  "person.second-factor-removed": "none",
  "person.recovery-codes-made": "none",
  "person.recovery-code-used": "none",
  "person.identity-linked": "none",
  "person.identity-unlinked": "none",
  "organization.factor-policy-set": "none",
  "organization.provider-set": "none",
  "organization.provider-removed": "none",
  "organization.archive-consent-given": "none",
  "organization.archive-consent-withdrawn": "none",
  "template.added": "none",
  "template.changed": "none",
  "template.removed": "none",
  "clause.added": "none",
  "clause.changed": "none",
  "clause.removed": "none",
  "webhook.added": "none",
  "webhook.secret-made": "none",
  "webhook.switched-off": "none",
  "webhook.switched-on": "none",
  "webhook.removed": "none",
  "session.own-factor-proved": "none",
  "session.signed-in": "none",
  "session.sign-in-refused": "none",
  "session.signed-out": "none",
  "session.signed-out-everywhere": "none",
  "calendar-address.created": "none",
  "calendar-address.revoked": "none",
  "api-token.created": "none",
  "api-token.revoked": "none",
  "rows.written": "none",
  "matter.created": "none",
  "matter.edited": "its matter",
  "matter.party-added": "its matter",
  "matter.party-removed": "its matter",
  "matter.party-invited": "none",
  "matter.party-invitation-withdrawn": "none",
  "matter.party-accepted": "its matter",
  "matter.party-declined": "none",
  "matter.party-left": "its matter",
  "matter.lead-offered": "none",
  "matter.lead-offer-withdrawn": "none",
  "matter.lead-declined": "none",
  "matter.lead-handed-over": "its matter",
  "matter.archived": "its matter",
  "matter.unarchived": "its matter",
  "matter.taken-along": "none",
  "workspace.taken-along": "none",
  "matter.brought-in": "none",
  "matter.page-edited": "none",
  "matter.published": "none",
  "matter.unpublished": "none",
  "document.created": "none",
  "document.renamed": "its document",
  "document.docket-set": "its document",
  "document.facts-edited": "its document",
  "document.layout-set": "its document",
  "document.required-organizations-set": "its document",
  "document.version-named": "none",
  "document.submitted": "its document",
  "document.signed-off": "its document",
  "document.approved": "its document",
  "document.changes-requested": "its document",
  "document.recalled": "its document",
  "document.reopened": "its document",
  "document.review-voided": "its document",
  "document.filing-copy-made": "its document",
  "document.filing-copy-taken": "none",
  "document.filing-copy-discarded": "its document",
  "document.filed": "its document",
  "document.brought-in": "none",
  "document.filing-corrected": "its document",
  "document.superseded": "its document",
  "document.withdrawn": "its document",
  "document.downloaded": "none",
  "document.scan-overridden": "none",
  "document.restored": "its document",
  "guest.invited": "none",
  "guest.opened": "none",
  "guest.ended": "none",
  // Rooms are told of the thread itself (M5).
  "suggestion.accepted": "none",
  "suggestion.rejected": "none",
  "suggestion.opened-again": "none",
  "word.brought-in": "none",
  "word.taken-back": "none",
  "agency-record.recorded": "none",
  "agency-record.corrected": "none",
  "deadline.settled": "none",
  "deadline.taken-up": "none",
  "attachment.added": "none",
  "attachment.removed": "none",
  "attachment.read": "none",
  // Changes of a docket to its documents' text are recorded for those documents.
  "docket.created": "none",
  "docket.edited": "none",
  "docket.deleted": "none",
  "docket.event-recorded": "none",
  "docket.event-corrected": "none",
  "docket.event-retracted": "none",
};

/** Notifies the open desks that show what was just recorded: their pages reload their data. */
export async function notifyDesks(
  { database, rooms }: { readonly database: Database; readonly rooms: DesksPort },
  events: readonly Pick<NewEvent, "type" | "documentId" | "matterId">[],
): Promise<void> {
  const documents = new Set<string>();
  const matters = new Set<string>();
  for (const { type, documentId, matterId } of events) {
    const shown = DESKS_OF[type];
    if (shown === "its document" && documentId) documents.add(documentId);
    if (shown === "its matter" && matterId) matters.add(matterId);
  }
  for (const documentId of documents) rooms.documentChanged(documentId);
  if (matters.size === 0) return;
  const rows = await database.client.document.findMany({
    where: { matterId: { in: [...matters] } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of rows) if (!documents.has(id)) rooms.documentChanged(id);
}
