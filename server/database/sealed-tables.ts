/** A table whose rows the record holds: each change of a column leaves its hash in a line. */
export interface SealedTable {
  /** The columns that name a row. */
  readonly key: readonly string[];
  /** Columns that are written when the row is made, and never again. */
  readonly fixed: readonly string[];
  /** Columns that are written later, too. */
  readonly columns: readonly string[];
  /** Columns with words that somebody may take back: hashed with the row's `salt`, which goes with them. */
  readonly salted?: readonly string[];
  /** Rows that are made with one of these, by the name of the relation, and the column that names it. */
  readonly nested?: Readonly<Record<string, readonly [table: SealedName, column: string]>>;
  /** Rows that the database deletes with one of these. */
  readonly deletes?: readonly (readonly [table: SealedName, column: string])[];
  /** Whether rows are written with keystrokes, without a line, and sealed by a later one. */
  readonly late?: true;
}

export type SealedName =
  | "Acceptance"
  | "AccountLink"
  | "AddressChange"
  | "Agreement"
  | "ApiToken"
  | "ArchiveConsent"
  | "Assignment"
  | "Clause"
  | "Comment"
  | "Docket"
  | "DocketFiling"
  | "Document"
  | "DraftBinding"
  | "GuestLink"
  | "IdentityLink"
  | "IdentityProvider"
  | "Invitation"
  | "MailedComment"
  | "Matter"
  | "MatterParty"
  | "Membership"
  | "MembershipRole"
  | "Organization"
  | "PartyInvitation"
  | "Passkey"
  | "PublicPage"
  | "RecoveryCode"
  | "SecondFactor"
  | "SettledDeadline"
  | "SignOffProof"
  | "Suggestion"
  | "Template"
  | "Thread"
  | "User"
  | "Webhook"
  | "WordExport"
  | "WordFate"
  | "WordReturn"
  | "WorkspaceSetting";

/**
 * Rows that were agreed and are in no line by themselves: who may do what, which programs may act or are told,
 * what a matter and its papers are called and hold, and what was said beside a text. What lines tell in full (statuses, versions, filings,
 * docket entries, answers of agencies, publications) is replayed from them.
 */
export const SEALED: Readonly<Record<SealedName, SealedTable>> = {
  Organization: {
    key: ["id"],
    fixed: [],
    columns: [
      "slug",
      "name",
      "shortName",
      "city",
      "website",
      "pressName",
      "pressEmail",
      "broughtFrom",
      "requiresFactor",
      "requiresPasskey",
    ],
  },
  User: {
    key: ["id"],
    fixed: ["createdAt"],
    columns: ["email", "name", "passwordHash", "passwordVia", "workspaceAdmin", "unconfirmed"],
  },
  ArchiveConsent: { key: ["organizationId"], fixed: ["givenById", "givenAt"], columns: [] },
  Passkey: {
    key: ["id"],
    fixed: ["userId", "publicKey", "fingerprint", "host", "via", "createdAt"],
    columns: ["name"],
  },
  SecondFactor: { key: ["userId"], fixed: ["createdAt"], columns: ["secret", "via"] },
  RecoveryCode: { key: ["id"], fixed: ["userId", "hash", "createdAt"], columns: ["usedAt"] },
  ApiToken: {
    key: ["id"],
    fixed: [
      "userId",
      "name",
      "tokenHash",
      "scopes",
      "own",
      "via",
      "byProvider",
      "createdAt",
      "expiresAt",
    ],
    columns: ["revokedAt"],
  },
  AddressChange: {
    key: ["id"],
    fixed: ["userId", "before", "after", "createdAt", "expiresAt"],
    columns: ["beforeHash", "afterHash", "beforeAt", "afterAt", "endedAt"],
  },
  AccountLink: {
    key: ["id"],
    fixed: ["tokenHash", "userId", "kind", "organizationId", "madeById", "expiresAt"],
    columns: ["usedAt", "revokedAt"],
  },
  IdentityProvider: {
    key: ["organizationId"],
    fixed: ["createdAt"],
    columns: ["issuer", "clientId", "clientSecret", "required", "breakGlassId"],
  },
  IdentityLink: {
    key: ["id"],
    fixed: ["issuer", "subject", "userId", "organizationId", "createdAt"],
    columns: [],
  },
  SignOffProof: {
    key: ["signOffId"],
    fixed: [
      "credentialId",
      "publicKey",
      "fingerprint",
      "host",
      "origin",
      "nonce",
      "authenticatorData",
      "clientData",
      "signature",
    ],
    columns: [],
  },
  Membership: {
    key: ["id"],
    fixed: ["userId", "organizationId"],
    columns: [],
    deletes: [["MembershipRole", "membershipId"]],
  },
  MembershipRole: { key: ["membershipId", "role"], fixed: [], columns: [] },
  Invitation: {
    key: ["id"],
    fixed: ["tokenHash", "email", "organizationId", "roles", "expiresAt", "confirms"],
    columns: ["acceptedAt", "revokedAt"],
  },
  Matter: {
    key: ["id"],
    fixed: ["createdById", "createdAt"],
    columns: [
      "slug",
      "title",
      "narrative",
      "agencyDepartment",
      "agencyComponent",
      "agencyAddress",
      "leadOrganizationId",
      "leadOfferedToId",
      "leadOfferedById",
      "leadOfferedAt",
      "sharedFacts",
      "archivedAt",
      "archivedById",
    ],
  },
  MatterParty: { key: ["matterId", "organizationId"], fixed: [], columns: [] },
  PartyInvitation: { key: ["matterId", "organizationId"], fixed: ["invitedById"], columns: [] },
  Docket: {
    key: ["id"],
    fixed: ["matterId", "createdById", "createdAt"],
    columns: [
      "court",
      "district",
      "division",
      "judge",
      "caseNumber",
      "parties",
      "filedOn",
      "servedOn",
      "answerDueOn",
    ],
    nested: { enforces: ["DocketFiling", "docketId"] },
    deletes: [["DocketFiling", "docketId"]],
  },
  DocketFiling: { key: ["docketId", "documentId"], fixed: [], columns: [] },
  Document: {
    key: ["id"],
    fixed: [],
    columns: ["title", "layoutProfile", "facts", "docketId", "toAgency"],
  },
  DraftBinding: { key: ["documentId", "clientId"], fixed: ["userId"], columns: [], late: true },
  SettledDeadline: {
    key: ["matterId", "deadline"],
    fixed: [],
    columns: ["due", "decision", "reason", "byId", "at", "recordedAs"],
  },
  Template: {
    key: ["id"],
    fixed: ["organizationId", "kind", "createdById", "createdAt"],
    columns: ["name", "note", "schemaVersion", "content"],
  },
  Clause: {
    key: ["id"],
    fixed: ["organizationId", "createdById", "createdAt"],
    columns: ["name", "note", "schemaVersion", "content"],
  },
  PublicPage: { key: ["matterId"], fixed: [], columns: ["slug", "content"] },
  // Written without a line: how far the record was read for it, how its deliveries went, its former secret.
  Webhook: {
    key: ["id"],
    fixed: ["organizationId", "name", "url", "topics", "createdById", "createdAt"],
    columns: ["secret", "offAt", "offWhy"],
  },
  WorkspaceSetting: { key: ["name"], fixed: [], columns: ["value"] },
  Thread: {
    key: ["id"],
    fixed: ["documentId", "createdById", "createdAt", "wordReturnId", "wordAuthor", "wordAt"],
    columns: ["organizationId", "placeKind", "versionId", "place", "resolvedById", "resolvedAt"],
    nested: { comments: ["Comment", "threadId"], suggestion: ["Suggestion", "threadId"] },
  },
  Comment: {
    key: ["id"],
    fixed: ["threadId", "authorId", "organizationId", "at", "wordReturnId", "wordAuthor", "wordAt"],
    columns: ["text", "editedAt", "removedAt", "sharedAt"],
    salted: ["text"],
    deletes: [
      ["Agreement", "commentId"],
      ["MailedComment", "commentId"],
    ],
  },
  MailedComment: { key: ["commentId"], fixed: ["wasCut"], columns: [] },
  Assignment: {
    key: ["threadId"],
    fixed: [],
    columns: ["userId", "askedById", "givenById", "givenAt", "dueOn", "doneAt"],
  },
  Agreement: { key: ["commentId", "userId"], fixed: ["at"], columns: [] },
  Suggestion: {
    key: ["threadId"],
    fixed: ["summary", "blockIds", "baseHash", "proposedHash", "wordIdentity", "wordAdds"],
    columns: ["state", "decidedById", "decidedAt", "reopenedById", "reopenedAt"],
    deletes: [["Acceptance", "threadId"]],
  },
  Acceptance: {
    key: ["threadId"],
    fixed: ["sequence", "step", "written", "erased", "before", "after"],
    columns: [],
  },
  WordExport: {
    key: ["id"],
    fixed: [
      "code",
      "documentId",
      "what",
      "versionId",
      "fromVersionId",
      "generation",
      "sequence",
      "takenById",
      "at",
      "choices",
      "digest",
      "blocks",
      "revisions",
      "comments",
      "page",
    ],
    columns: [],
  },
  WordReturn: {
    key: ["id"],
    fixed: [
      "documentId",
      "exportId",
      "how",
      "broughtById",
      "at",
      "fileName",
      "fileHash",
      "summary",
    ],
    columns: ["undoneById", "undoneAt"],
    nested: { fates: ["WordFate", "returnId"] },
    deletes: [["WordFate", "returnId"]],
  },
  WordFate: {
    key: ["returnId", "threadId"],
    fixed: ["fate", "wordAuthor", "wordAt"],
    columns: [],
  },
  GuestLink: {
    key: ["id"],
    fixed: [
      "tokenHash",
      "documentId",
      "userId",
      "organizationId",
      "invitedById",
      "name",
      "email",
      "mayComment",
      "mayReadVersions",
      "createdAt",
      "expiresAt",
    ],
    columns: ["endedAt", "endedById"],
  },
};

/** The table of one of Prisma's models, as its client calls it. */
export const delegateOf = (name: SealedName): string =>
  `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** The columns to read of a row of that table. */
export function sealedColumns({ key, fixed, columns, salted }: SealedTable): readonly string[] {
  return [...key, ...fixed, ...columns, ...(salted ? ["salt"] : [])];
}
