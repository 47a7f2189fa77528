import type { AuditEventType } from "#app/domain/audit-event.ts";
import { actorOfLine, forParties, told, type RecordEntry } from "./entry.ts";

/** Guests of a document. Their address stands in no sentence: the page of guests shows it. */
export const GUEST_ENTRIES = {
  "guest.invited": forParties("people", (line) => {
    const { userId, mayComment, mayReadVersions } = line.details;
    const what = mayComment === true ? "read and comment on" : "read";
    const versions = mayReadVersions === true ? ", with its versions" : "";
    return told`${actorOfLine(line)} let ${line.personNamed(userId)} ${what} ${line.paper} by a link${versions}.`;
  }),
  "guest.opened": forParties(
    "files",
    (line) => told`${actorOfLine(line)} opened ${line.paper} by the link.`,
  ),
  "guest.ended": forParties("people", (line) => {
    const { userId } = line.details;
    return told`${actorOfLine(line)} ended the link of ${line.personNamed(userId)} to ${line.paper}.`;
  }),
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
