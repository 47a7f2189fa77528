import type { AuditEventType } from "#app/domain/audit-event.ts";
import { actorOfLine, forParties, told, type RecordEntry } from "./entry.ts";

/** Archives that somebody takes along or brings in: parties learn that it was done, and not what of whose is in it. */
export const TAKING_ALONG_ENTRIES = {
  "matter.taken-along": forParties(
    "files",
    (line) => told`${actorOfLine(line)} took an archive of ${line.matter} along.`,
  ),
  "workspace.taken-along": {
    kind: "workspace",
    readers: ["workspace"],
    says: (line) => told`${actorOfLine(line)} took an archive of the whole workspace along.`,
  },
  "matter.brought-in": forParties(
    "files",
    (line) => told`${actorOfLine(line)} brought ${line.matter} in with an archive.`,
  ),
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
