/**
 * All tables that are in no archive, each with a sentence that every archive says: without numbers, since
 * that there is one of these would tell something. A test holds this against the schema.
 */
export const NEVER_ALONG: readonly {
  readonly what: string;
  readonly tables: readonly string[];
}[] = [
  { what: "Names to watch for, where a matter has any.", tables: ["WatchList"] },
  // Its rows go along but for these.
  {
    what: "Conversations of organizations that only their own people read, of others than named.",
    tables: [],
  },
  {
    what: "What the workspace knows of Word files that went out or came in.",
    tables: ["WordExport", "WordArrival", "WordReturn", "WordFate"],
  },
  {
    what: "Open invitations, and open questions who leads.",
    tables: ["Invitation", "PartyInvitation"],
  },
  {
    what: "Addresses with which people sign in.",
    tables: ["User", "AddressChange", "IdentityLink", "AccountLink"],
  },
  {
    what: "Links of guests, and until when they work.",
    tables: ["GuestLink", "GuestUse"],
  },
  {
    what: "Which comments came by e-mail, and whether more of the e-mail was left out.",
    tables: ["MailedComment"],
  },
  {
    what: "Tokens, webhooks, addresses for answers, and who follows or has read what.",
    tables: [
      "ApiToken",
      "ApiAnswer",
      "Webhook",
      "WebhookDelivery",
      "ReplyAddress",
      "DocumentFollow",
      "ThreadRead",
      "CalendarFeed",
      "MailPreference",
      "DeadlineReminder",
    ],
  },
  { what: "Templates and clauses of organizations.", tables: ["Template", "Clause"] },
  {
    what: "Drafts that were set aside or repaired, as they were before.",
    tables: ["DraftSetAside", "RetiredDraft", "RetiredDraftUpdate", "DraftProblem"],
  },
  {
    what: "Accounts, roles and settings of the workspace, and what its server keeps for its own work.",
    tables: [
      "WorkspaceSetting",
      "Membership",
      "MembershipRole",
      "Session",
      "Passkey",
      "SecondFactor",
      "RecoveryCode",
      "Ceremony",
      "IdentityProvider",
      "SigningKey",
      "ArchiveConsent",
      "TakenArchive",
      "BroughtArchive",
      "MatterFile",
      "Job",
      "FormKey",
      "DraftRead",
      "ChangeTick",
      "UnrecordedSignIn",
      "AuditHead",
      "HeadTimestamp",
      "Process",
      "ServedSchema",
      "Lease",
      "SharedCount",
    ],
  },
];

/** Of these an archive has the record, filed PDFs and names, in other files than those of rows. */
export const ALONG_ELSEWHERE: readonly string[] = ["AuditEvent", "FiledPdfPiece", "Organization"];
