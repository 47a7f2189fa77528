import type { AuditEventType } from "#app/domain/audit-event.ts";
import { AGENCY_ENTRIES } from "./agency.ts";
import { DOCUMENT_ENTRIES } from "./documents.ts";
import type { RecordEntry } from "./entry.ts";
import { GUEST_ENTRIES } from "./guests.ts";
import { MATTER_ENTRIES } from "./matters.ts";
import { PEOPLE_ENTRIES } from "./people.ts";
import { TAKING_ALONG_ENTRIES } from "./taking-along.ts";
import { WEBHOOK_ENTRIES } from "./webhooks.ts";
import { WORKSPACE_ENTRIES } from "./workspace.ts";

/**
 * Every type of line of the audit record: its kind, its readers and its sentence. A new type does not
 * compile without them.
 */
export const RECORD_ENTRIES: Readonly<Record<AuditEventType, RecordEntry>> = {
  ...WORKSPACE_ENTRIES,
  ...PEOPLE_ENTRIES,
  ...MATTER_ENTRIES,
  ...DOCUMENT_ENTRIES,
  ...AGENCY_ENTRIES,
  ...TAKING_ALONG_ENTRIES,
  ...WEBHOOK_ENTRIES,
  ...GUEST_ENTRIES,
};
