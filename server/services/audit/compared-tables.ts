import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { SealedName } from "#server/database/sealed-tables.ts";

/** A table whose rows are in no line by their hashes. */
type UnsealedName = Exclude<Prisma.ModelName, SealedName>;

/** Tables that are compared with what lines tell in full, or are the record itself. */
export const REPLAYED: readonly UnsealedName[] = [
  "AgencyEvent",
  "Attachment",
  "AuditEvent",
  "AuditHead",
  "DocketEvent",
  "DocumentRequirement",
  "DraftAuthorship",
  "FiledPdfPiece",
  "Filing",
  "FilingCopy",
  "FilingCorrection",
  "FilingSignature",
  "HeadTimestamp",
  "ItemOutcome",
  "Production",
  "PublicUpdate",
  "ReturnToDraft",
  "Session",
  "SignOff",
  "UnrecordedSignIn",
  "Version",
];

/** Tables that nothing is compared with, by how `npm run audit:verify` names them to the operator. */
export const NOT_COMPARED: readonly {
  readonly said: string;
  readonly tables: readonly UnsealedName[];
}[] = [
  {
    said: "the words of drafts, who took words out of them, and who came to write since the last version",
    tables: [
      "DraftBase",
      "DraftBaseline",
      "DraftProblem",
      "DraftSetAside",
      "DraftUpdate",
      "RetiredDraft",
      "RetiredDraftUpdate",
    ],
  },
  {
    said: "whom comments mention, and what people have read and ticked off",
    tables: ["ChangeTick", "DraftRead", "Mention", "ThreadRead"],
  },
  {
    said: "mail settings, what people follow and put off, and calendar addresses",
    tables: ["CalendarFeed", "DeadlineReminder", "DocumentFollow", "MailPreference"],
  },
  {
    said: "addresses for answers by e-mail, and the keys that sign links in mails",
    tables: ["ReplyAddress", "SigningKey"],
  },
  { said: "sign-ins that are half done, and when guests looked", tables: ["Ceremony", "GuestUse"] },
  { said: "names to watch for", tables: ["WatchList"] },
  {
    said: "archives that were taken along or brought in, Word files that wait, and the room that files take",
    tables: ["BroughtArchive", "MatterFile", "TakenArchive", "WordArrival"],
  },
  {
    said: "what was sent to webhooks and how far, their former secrets, and answers that are kept for what is sent twice",
    tables: ["ApiAnswer", "FormKey", "WebhookDelivery"],
  },
  {
    said: "jobs, and what processes keep for themselves",
    tables: ["Job", "Lease", "Process", "ServedSchema", "SharedCount"],
  },
];
