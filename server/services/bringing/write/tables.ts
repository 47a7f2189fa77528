import type { ArchivedRow, MatterTableName } from "#app/domain/archive/matter-tables.ts";

/** Kinds of things that have an id of their own. */
export type IdKind =
  | "person"
  | "organization"
  | "matter"
  | "document"
  | "docket"
  | "version"
  | "sign-off"
  | "return"
  | "filing-copy"
  | "correction"
  | "docket-event"
  | "agency-event"
  | "outcome"
  | "production"
  | "attachment"
  | "update"
  | "thread"
  | "comment";

/** Tables whose rows have an id, and the kind of it. */
export const OWN_IDS = {
  matter: "matter",
  dockets: "docket",
  documents: "document",
  versions: "version",
  "sign-offs": "sign-off",
  "returns-to-draft": "return",
  "filing-copies": "filing-copy",
  "filing-corrections": "correction",
  "docket-events": "docket-event",
  "agency-events": "agency-event",
  "item-outcomes": "outcome",
  productions: "production",
  attachments: "attachment",
  "public-updates": "update",
  threads: "thread",
  comments: "comment",
} as const satisfies Partial<Record<MatterTableName, IdKind>>;

/** The model of Prisma's client in which ids of a kind stand. */
export const MODELS_OF_IDS: Readonly<Record<IdKind, string>> = {
  person: "user",
  organization: "organization",
  matter: "matter",
  document: "document",
  docket: "docket",
  version: "version",
  "sign-off": "signOff",
  return: "returnToDraft",
  "filing-copy": "filingCopy",
  correction: "filingCorrection",
  "docket-event": "docketEvent",
  "agency-event": "agencyEvent",
  outcome: "itemOutcome",
  production: "production",
  attachment: "attachment",
  update: "publicUpdate",
  thread: "thread",
  comment: "comment",
};

/** Columns that name something else by its id, whatever table they are of. */
const REFERENCES: Readonly<Record<string, IdKind>> = {
  organizationId: "organization",
  leadOrganizationId: "organization",
  matterId: "matter",
  documentId: "document",
  filedId: "document",
  successorId: "document",
  docketId: "docket",
  versionId: "version",
  pinnedVersionId: "version",
  signOffId: "sign-off",
  eventId: "agency-event",
  letterId: "agency-event",
  agencyEventId: "agency-event",
  productionId: "production",
  docketEventId: "docket-event",
  threadId: "thread",
  commentId: "comment",
  archivedById: "person",
  askedById: "person",
  authorId: "person",
  byId: "person",
  createdById: "person",
  decidedById: "person",
  endedById: "person",
  filedById: "person",
  givenById: "person",
  madeById: "person",
  overtakenById: "person",
  readById: "person",
  recordedById: "person",
  reopenedById: "person",
  resolvedById: "person",
  uploadedById: "person",
  userId: "person",
};

/** The kind of thing that a column names; null where it names none. */
export function kindNamedBy(table: MatterTableName, column: string): IdKind | null {
  if (column === "id") return (OWN_IDS as Partial<Record<MatterTableName, IdKind>>)[table] ?? null;
  if (column === "correctsId") return table === "docket-events" ? "docket-event" : "agency-event";
  return REFERENCES[column] ?? null;
}

/** The rows of one matter, by table. */
export type RowsOfMatter = {
  [Name in MatterTableName]: ArchivedRow<Name>[];
};

/** The name of a row in sentences. */
export const ROW_LABELS: Readonly<Record<MatterTableName, string>> = {
  matter: "the matter itself",
  parties: "a party",
  dockets: "a lawsuit",
  documents: "a document",
  requirements: "an organization that has to sign",
  "draft-bases": "a draft",
  "draft-updates": "a draft",
  "draft-bindings": "a draft",
  "draft-authorship": "who wrote a draft",
  "draft-baselines": "a draft as it was",
  versions: "a version",
  "sign-offs": "a sign-off",
  "sign-off-proofs": "a sign-off by passkey",
  "returns-to-draft": "a return to draft",
  filings: "a filing",
  "filing-copies": "a filing copy",
  "filing-signatures": "a signature of a filing",
  "filing-corrections": "a correction of a filing",
  "docket-filings": "a filing that a lawsuit enforces",
  "docket-events": "a docket entry",
  "agency-events": "an entry of the agency record",
  "item-outcomes": "an item’s outcome",
  productions: "a release",
  attachments: "an attached file",
  "settled-deadlines": "a day that was put aside",
  "public-page": "the public page",
  "public-updates": "a publication",
  threads: "a conversation",
  suggestions: "a suggestion",
  acceptances: "an accepted suggestion",
  comments: "a comment",
  agreements: "an agreement with a comment",
  mentions: "a name in a comment",
  assignments: "an assignment",
};
