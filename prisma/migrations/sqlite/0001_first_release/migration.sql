-- CreateTable
CREATE TABLE "WorkspaceSetting" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "city" TEXT,
    "website" TEXT,
    "pressName" TEXT,
    "pressEmail" TEXT,
    "colour" INTEGER NOT NULL,
    "broughtFrom" TEXT,
    "createdAt" DATETIME NOT NULL,
    "requiresFactor" BOOLEAN NOT NULL DEFAULT false,
    "requiresPasskey" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "passwordVia" TEXT,
    "workspaceAdmin" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "unconfirmed" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MembershipRole" (
    "membershipId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    PRIMARY KEY ("membershipId", "role"),
    CONSTRAINT "MembershipRole_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "userAgent" TEXT,
    "address" TEXT,
    "lastUsedAt" DATETIME,
    "method" TEXT NOT NULL DEFAULT 'password',
    "own" BOOLEAN NOT NULL DEFAULT true,
    "via" TEXT,
    "enrolling" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "transports" TEXT NOT NULL,
    "backedUp" BOOLEAN NOT NULL,
    "via" TEXT,
    "createdAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME,
    CONSTRAINT "Passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SecondFactor" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "secret" TEXT NOT NULL,
    "lastWindow" INTEGER NOT NULL,
    "via" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SecondFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Ceremony" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "userId" TEXT,
    "details" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AccountLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organizationId" TEXT,
    "madeById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "AccountLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AddressChange" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "beforeHash" TEXT NOT NULL,
    "afterHash" TEXT NOT NULL,
    "beforeAt" DATETIME,
    "afterAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "AddressChange_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "IdentityProvider" (
    "organizationId" TEXT NOT NULL PRIMARY KEY,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "clientSecret" TEXT,
    "required" BOOLEAN NOT NULL,
    "breakGlassId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "IdentityProvider_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "IdentityLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME,
    CONSTRAINT "IdentityLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "roles" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "acceptedAt" DATETIME,
    "revokedAt" DATETIME,
    "confirms" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Invitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Matter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "narrative" TEXT NOT NULL,
    "agencyDepartment" TEXT,
    "agencyComponent" TEXT,
    "agencyAddress" TEXT,
    "leadOrganizationId" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "sharedFacts" TEXT NOT NULL DEFAULT '{}',
    "sharedRevision" INTEGER NOT NULL DEFAULT 0,
    "leadOfferedToId" TEXT,
    "leadOfferedById" TEXT,
    "leadOfferedAt" DATETIME,
    "archivedAt" DATETIME,
    "archivedById" TEXT,
    CONSTRAINT "Matter_leadOrganizationId_fkey" FOREIGN KEY ("leadOrganizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SettledDeadline" (
    "matterId" TEXT NOT NULL,
    "deadline" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "recordedAs" INTEGER NOT NULL,

    PRIMARY KEY ("matterId", "deadline"),
    CONSTRAINT "SettledDeadline_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DeadlineReminder" (
    "userId" TEXT NOT NULL,
    "matterId" TEXT NOT NULL,
    "deadline" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "seen" INTEGER NOT NULL,

    PRIMARY KEY ("userId", "deadline"),
    CONSTRAINT "DeadlineReminder_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DeadlineReminder_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MatterParty" (
    "matterId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "addedAt" DATETIME NOT NULL,

    PRIMARY KEY ("matterId", "organizationId"),
    CONSTRAINT "MatterParty_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MatterParty_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PartyInvitation" (
    "matterId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "invitedAt" DATETIME NOT NULL,

    PRIMARY KEY ("matterId", "organizationId"),
    CONSTRAINT "PartyInvitation_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PartyInvitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Docket" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "matterId" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "division" TEXT,
    "judge" TEXT,
    "caseNumber" TEXT,
    "parties" TEXT NOT NULL,
    "filedOn" TEXT,
    "servedOn" TEXT,
    "answerDueOn" TEXT,
    "revision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Docket_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DocketFiling" (
    "docketId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,

    PRIMARY KEY ("docketId", "documentId"),
    CONSTRAINT "DocketFiling_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DocketFiling_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "matterId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "layoutProfile" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "statusAt" DATETIME NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "facts" TEXT NOT NULL,
    "factsRevision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "editedAt" DATETIME NOT NULL,
    "pinnedVersionId" TEXT,
    "docketId" TEXT,
    "toAgency" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Document_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Document_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DocumentRequirement" (
    "documentId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,

    PRIMARY KEY ("documentId", "organizationId"),
    CONSTRAINT "DocumentRequirement_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DocumentRequirement_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftBase" (
    "documentId" TEXT NOT NULL PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "writtenAt" DATETIME NOT NULL,
    "mergedTo" INTEGER NOT NULL DEFAULT 0,
    "checksum" INTEGER,
    CONSTRAINT "DraftBase_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
-- By hand, here and for DraftAuthorship: without row ids SQLite keeps the table as one tree, ordered by draft
-- and number, so that a commit writes one page of a tree instead of two.
CREATE TABLE "DraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "committedAt" DATETIME NOT NULL,
    "userId" TEXT,
    "ranges" BLOB,
    "checksum" INTEGER,

    PRIMARY KEY ("documentId", "sequence"),
    CONSTRAINT "DraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "DraftSetAside" (
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "committedAt" DATETIME NOT NULL,
    "authorship" TEXT NOT NULL,

    PRIMARY KEY ("documentId", "generation", "sequence"),
    CONSTRAINT "DraftSetAside_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftBinding" (
    "documentId" TEXT NOT NULL,
    "clientId" BIGINT NOT NULL,
    "userId" TEXT NOT NULL,
    "boundAt" DATETIME NOT NULL,

    PRIMARY KEY ("documentId", "clientId"),
    CONSTRAINT "DraftBinding_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
-- By hand: without row ids, as DraftUpdate.
CREATE TABLE "DraftAuthorship" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,
    "firstSequence" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "ranges" BLOB NOT NULL,

    PRIMARY KEY ("documentId", "sequence", "userId"),
    CONSTRAINT "DraftAuthorship_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "RetiredDraft" (
    "documentId" TEXT NOT NULL PRIMARY KEY,
    "schemaVersion" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "baseSequence" INTEGER NOT NULL,
    "base" BLOB,
    "retiredAt" DATETIME NOT NULL,
    CONSTRAINT "RetiredDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RetiredDraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "committedAt" DATETIME NOT NULL,
    "userId" TEXT,
    "ranges" BLOB,

    PRIMARY KEY ("documentId", "sequence"),
    CONSTRAINT "RetiredDraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "RetiredDraft" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftProblem" (
    "documentId" TEXT NOT NULL PRIMARY KEY,
    "schemaVersion" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "DraftProblem_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Version" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "name" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Version_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SignOff" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "at" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    "voidedBecause" TEXT,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "SignOff_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SignOff_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SignOffProof" (
    "signOffId" TEXT NOT NULL PRIMARY KEY,
    "credentialId" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "authenticatorData" TEXT NOT NULL,
    "clientData" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    CONSTRAINT "SignOffProof_signOffId_fkey" FOREIGN KEY ("signOffId") REFERENCES "SignOff" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReturnToDraft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "reason" TEXT,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ReturnToDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Filing" (
    "documentId" TEXT NOT NULL PRIMARY KEY,
    "versionId" TEXT NOT NULL,
    "versionHash" TEXT NOT NULL,
    "filedOn" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "addressee" TEXT NOT NULL,
    "confirmation" TEXT,
    "certifier" TEXT,
    "caseNumber" TEXT,
    "zone" TEXT,
    "filedById" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "pdfHash" TEXT NOT NULL,
    "pdfName" TEXT NOT NULL,
    "successorId" TEXT,
    "withdrawalReason" TEXT,
    "endedById" TEXT,
    "endedAt" DATETIME,
    "origin" TEXT NOT NULL DEFAULT 'here',
    "scan" TEXT,
    CONSTRAINT "Filing_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Filing_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FilingCopy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "versionHash" TEXT NOT NULL,
    "pdfHash" TEXT NOT NULL,
    "pdfName" TEXT NOT NULL,
    "printedOn" TEXT NOT NULL,
    "zone" TEXT,
    "method" TEXT NOT NULL,
    "caseNumber" TEXT,
    "certifier" TEXT,
    "signatures" TEXT NOT NULL,
    "exhibits" TEXT NOT NULL DEFAULT 'inside',
    "attestedById" TEXT,
    "madeById" TEXT NOT NULL,
    "madeAt" DATETIME NOT NULL,
    "takenAt" DATETIME,
    "confirmedAt" DATETIME,
    "voidedAt" DATETIME,
    "voidedBecause" TEXT,
    "voidedById" TEXT,
    "voidedReason" TEXT,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "FilingCopy_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FiledPdfPiece" (
    "sha256" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,

    PRIMARY KEY ("sha256", "start")
);

-- CreateTable
CREATE TABLE "AgencyEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "dated" TEXT,
    "sent" TEXT,
    "received" TEXT,
    "letterId" TEXT,
    "cameBy" TEXT,
    "details" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "correctsId" TEXT,
    "isRetracted" BOOLEAN NOT NULL DEFAULT false,
    "isInvented" BOOLEAN NOT NULL DEFAULT false,
    "recordedById" TEXT NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "AgencyEvent_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ItemOutcome" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "dated" TEXT,
    "eventId" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "retractedAt" DATETIME,
    CONSTRAINT "ItemOutcome_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ItemOutcome_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AgencyEvent" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Production" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "number" INTEGER,
    "dated" TEXT NOT NULL,
    "batesFrom" TEXT,
    "batesTo" TEXT,
    "pagesFull" INTEGER,
    "pagesPart" INTEGER,
    "pagesWithheld" INTEGER,
    "pagesReviewed" INTEGER,
    "itemIds" TEXT NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "retractedAt" DATETIME,
    CONSTRAINT "Production_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Production_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AgencyEvent" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "matterId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "agencyEventId" TEXT,
    "productionId" TEXT,
    "docketEventId" TEXT,
    "filedId" TEXT,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploadedById" TEXT NOT NULL,
    "uploadedAt" DATETIME NOT NULL,
    "scan" TEXT NOT NULL,
    "readById" TEXT,
    "readAt" DATETIME,
    "removedAt" DATETIME,
    CONSTRAINT "Attachment_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attachment_agencyEventId_fkey" FOREIGN KEY ("agencyEventId") REFERENCES "AgencyEvent" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attachment_productionId_fkey" FOREIGN KEY ("productionId") REFERENCES "Production" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attachment_docketEventId_fkey" FOREIGN KEY ("docketEventId") REFERENCES "DocketEvent" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attachment_filedId_fkey" FOREIGN KEY ("filedId") REFERENCES "Filing" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WatchList" (
    "matterId" TEXT NOT NULL PRIMARY KEY,
    "sealed" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    CONSTRAINT "WatchList_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MatterFile" (
    "matterId" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "brought" INTEGER NOT NULL,
    "broughtAt" DATETIME NOT NULL,
    "leavingAt" DATETIME,

    PRIMARY KEY ("matterId", "sha256"),
    CONSTRAINT "MatterFile_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DocketEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "docketId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "dated" TEXT,
    "text" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "correctsId" TEXT,
    "isRetracted" BOOLEAN NOT NULL DEFAULT false,
    "isInvented" BOOLEAN NOT NULL DEFAULT false,
    "recordedById" TEXT NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "DocketEvent_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PublicPage" (
    "matterId" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "published" TEXT,
    "publishedAt" DATETIME,
    "updatedAt" DATETIME,
    "withdrawnAt" DATETIME,
    "withdrawalReason" TEXT,
    CONSTRAINT "PublicPage_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PublicUpdate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "matterId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "words" TEXT NOT NULL,
    "published" TEXT NOT NULL,
    "reason" TEXT,
    "byId" TEXT NOT NULL,
    CONSTRAINT "PublicUpdate_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "PublicPage" ("matterId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Template" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "Template_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Clause" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "Clause_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "runAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leasedTo" DATETIME,
    "doneAt" DATETIME,
    "failedAt" DATETIME,
    "lastError" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "revokedAt" DATETIME,
    "via" TEXT,
    CONSTRAINT "CalendarFeed_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MailPreference" (
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "how" TEXT NOT NULL,

    PRIMARY KEY ("userId", "kind"),
    CONSTRAINT "MailPreference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DocumentFollow" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "documentId"),
    CONSTRAINT "DocumentFollow_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DocumentFollow_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FormKey" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "key"),
    CONSTRAINT "FormKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftRead" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "documentId"),
    CONSTRAINT "DraftRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DraftRead_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChangeTick" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "ranges" BLOB NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "documentId"),
    CONSTRAINT "ChangeTick_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ChangeTick_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "organizationId" TEXT,
    "placeKind" TEXT NOT NULL,
    "versionId" TEXT,
    "place" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL,
    "resolvedById" TEXT,
    "resolvedAt" DATETIME,
    "wordReturnId" TEXT,
    "wordAuthor" TEXT,
    "wordAt" DATETIME,
    CONSTRAINT "Thread_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Thread_wordReturnId_fkey" FOREIGN KEY ("wordReturnId") REFERENCES "WordReturn" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "Assignment" (
    "threadId" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "givenById" TEXT NOT NULL,
    "givenAt" DATETIME NOT NULL,
    "dueOn" TEXT,
    "doneAt" DATETIME,

    CONSTRAINT "Assignment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "threadId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "editedAt" DATETIME,
    "removedAt" DATETIME,
    "sharedAt" DATETIME,
    "salt" TEXT NOT NULL DEFAULT '',
    "wordReturnId" TEXT,
    "wordAuthor" TEXT,
    "wordAt" DATETIME,
    CONSTRAINT "Comment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Comment_wordReturnId_fkey" FOREIGN KEY ("wordReturnId") REFERENCES "WordReturn" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "Agreement" (
    "commentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("commentId", "userId"),
    CONSTRAINT "Agreement_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Mention" (
    "commentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    PRIMARY KEY ("commentId", "userId"),
    CONSTRAINT "Mention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Mention_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ThreadRead" (
    "userId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "threadId"),
    CONSTRAINT "ThreadRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ThreadRead_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Suggestion" (
    "threadId" TEXT NOT NULL PRIMARY KEY,
    "summary" TEXT NOT NULL,
    "blockIds" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "baseHash" TEXT NOT NULL,
    "proposedHash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "reopenedById" TEXT,
    "reopenedAt" DATETIME,
    "overtakenById" TEXT,
    "overtakenAt" DATETIME,
    "wordIdentity" TEXT,
    "wordAdds" BOOLEAN NOT NULL DEFAULT false,
    "base" TEXT NOT NULL,
    "proposed" TEXT NOT NULL,
    CONSTRAINT "Suggestion_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "threadId" TEXT NOT NULL PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "written" TEXT NOT NULL,
    "erased" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    CONSTRAINT "Acceptance_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Suggestion" ("threadId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftBaseline" (
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "bytes" BLOB NOT NULL,
    "fromSequence" INTEGER,
    "sitting" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("documentId", "generation", "sequence"),
    CONSTRAINT "DraftBaseline_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DraftBaseline_documentId_generation_fromSequence_fkey" FOREIGN KEY ("documentId", "generation", "fromSequence") REFERENCES "DraftBaseline" ("documentId", "generation", "sequence") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "WordExport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "versionId" TEXT,
    "fromVersionId" TEXT,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "takenById" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "choices" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "blocks" TEXT NOT NULL,
    "revisions" TEXT NOT NULL,
    "comments" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    CONSTRAINT "WordExport_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WordArrival" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "documentId" TEXT,
    "matterId" TEXT,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "fileBytes" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "report" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    CONSTRAINT "WordArrival_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WordReturn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "exportId" TEXT,
    "how" TEXT NOT NULL,
    "broughtById" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "undoneById" TEXT,
    "undoneAt" DATETIME,
    CONSTRAINT "WordReturn_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WordReturn_exportId_fkey" FOREIGN KEY ("exportId") REFERENCES "WordExport" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "WordFate" (
    "returnId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "fate" TEXT NOT NULL,
    "wordAuthor" TEXT,
    "wordAt" DATETIME,

    PRIMARY KEY ("returnId", "threadId"),
    CONSTRAINT "WordFate_returnId_fkey" FOREIGN KEY ("returnId") REFERENCES "WordReturn" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WordFate_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "purpose" TEXT NOT NULL PRIMARY KEY,
    "secret" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "FilingSignature" (
    "documentId" TEXT NOT NULL,
    "signerId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "organization" TEXT,
    "consent" TEXT,

    PRIMARY KEY ("documentId", "signerId"),
    CONSTRAINT "FilingSignature_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FilingCorrection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "FilingCorrection_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnrecordedSignIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "refused" INTEGER NOT NULL,
    "method" TEXT,
    "own" BOOLEAN NOT NULL DEFAULT true,
    "via" TEXT,
    "enrolling" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "type" TEXT NOT NULL,
    "actorId" TEXT,
    "organizationId" TEXT,
    "matterId" TEXT,
    "documentId" TEXT,
    "details" TEXT NOT NULL,
    "rows" TEXT,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "HeadTimestamp" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "authority" TEXT NOT NULL,
    "response" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "Process" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "release" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "seenAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ServedSchema" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT,
    "turn" INTEGER NOT NULL,
    "leasedTo" DATETIME,
    "dueAt" DATETIME NOT NULL,
    "failures" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "SharedCount" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "points" INTEGER NOT NULL,
    "expire" BIGINT
);

-- CreateIndex
CREATE UNIQUE INDEX "Organization_slug_key" ON "Organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Membership_organizationId_idx" ON "Membership"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_userId_organizationId_key" ON "Membership"("userId", "organizationId");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Passkey_userId_idx" ON "Passkey"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_userId_hash_key" ON "RecoveryCode"("userId", "hash");

-- CreateIndex
CREATE INDEX "Ceremony_userId_idx" ON "Ceremony"("userId");

-- CreateIndex
CREATE INDEX "Ceremony_expiresAt_idx" ON "Ceremony"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "AccountLink_tokenHash_key" ON "AccountLink"("tokenHash");

-- CreateIndex
CREATE INDEX "AccountLink_userId_idx" ON "AccountLink"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "AddressChange_beforeHash_key" ON "AddressChange"("beforeHash");

-- CreateIndex
CREATE UNIQUE INDEX "AddressChange_afterHash_key" ON "AddressChange"("afterHash");

-- CreateIndex
CREATE INDEX "AddressChange_userId_idx" ON "AddressChange"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityLink_issuer_subject_key" ON "IdentityLink"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityLink_userId_organizationId_key" ON "IdentityLink"("userId", "organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_organizationId_idx" ON "Invitation"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Matter_slug_key" ON "Matter"("slug");

-- CreateIndex
CREATE INDEX "DeadlineReminder_matterId_idx" ON "DeadlineReminder"("matterId");

-- CreateIndex
CREATE INDEX "MatterParty_organizationId_idx" ON "MatterParty"("organizationId");

-- CreateIndex
CREATE INDEX "PartyInvitation_organizationId_idx" ON "PartyInvitation"("organizationId");

-- CreateIndex
CREATE INDEX "Docket_matterId_idx" ON "Docket"("matterId");

-- CreateIndex
CREATE INDEX "DocketFiling_documentId_idx" ON "DocketFiling"("documentId");

-- CreateIndex
CREATE INDEX "Document_matterId_idx" ON "Document"("matterId");

-- CreateIndex
CREATE INDEX "Document_docketId_idx" ON "Document"("docketId");

-- CreateIndex
CREATE INDEX "Version_hash_idx" ON "Version"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "Version_documentId_number_key" ON "Version"("documentId", "number");

-- CreateIndex
CREATE INDEX "SignOff_documentId_idx" ON "SignOff"("documentId");

-- CreateIndex
CREATE INDEX "ReturnToDraft_documentId_idx" ON "ReturnToDraft"("documentId");

-- CreateIndex
CREATE INDEX "Filing_pdfHash_idx" ON "Filing"("pdfHash");

-- CreateIndex
CREATE INDEX "FilingCopy_documentId_idx" ON "FilingCopy"("documentId");

-- CreateIndex
CREATE INDEX "FilingCopy_pdfHash_idx" ON "FilingCopy"("pdfHash");

-- CreateIndex
CREATE INDEX "AgencyEvent_documentId_idx" ON "AgencyEvent"("documentId");

-- CreateIndex
CREATE INDEX "ItemOutcome_documentId_idx" ON "ItemOutcome"("documentId");

-- CreateIndex
CREATE INDEX "ItemOutcome_eventId_idx" ON "ItemOutcome"("eventId");

-- CreateIndex
CREATE INDEX "Production_documentId_idx" ON "Production"("documentId");

-- CreateIndex
CREATE INDEX "Production_eventId_idx" ON "Production"("eventId");

-- CreateIndex
CREATE INDEX "Attachment_matterId_idx" ON "Attachment"("matterId");

-- CreateIndex
CREATE INDEX "Attachment_agencyEventId_idx" ON "Attachment"("agencyEventId");

-- CreateIndex
CREATE INDEX "Attachment_productionId_idx" ON "Attachment"("productionId");

-- CreateIndex
CREATE INDEX "Attachment_docketEventId_idx" ON "Attachment"("docketEventId");

-- CreateIndex
CREATE INDEX "Attachment_filedId_idx" ON "Attachment"("filedId");

-- CreateIndex
CREATE INDEX "Attachment_sha256_idx" ON "Attachment"("sha256");

-- CreateIndex
CREATE INDEX "MatterFile_sha256_idx" ON "MatterFile"("sha256");

-- CreateIndex
CREATE INDEX "DocketEvent_docketId_idx" ON "DocketEvent"("docketId");

-- CreateIndex
CREATE UNIQUE INDEX "PublicPage_slug_key" ON "PublicPage"("slug");

-- CreateIndex
CREATE INDEX "PublicUpdate_matterId_idx" ON "PublicUpdate"("matterId");

-- CreateIndex
CREATE INDEX "Template_organizationId_kind_idx" ON "Template"("organizationId", "kind");

-- CreateIndex
CREATE INDEX "Clause_organizationId_name_idx" ON "Clause"("organizationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");

-- CreateIndex
CREATE INDEX "Job_doneAt_failedAt_runAt_idx" ON "Job"("doneAt", "failedAt", "runAt");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_userId_idx" ON "CalendarFeed"("userId");

-- CreateIndex
CREATE INDEX "DraftRead_documentId_idx" ON "DraftRead"("documentId");

-- CreateIndex
CREATE INDEX "ChangeTick_documentId_idx" ON "ChangeTick"("documentId");

-- CreateIndex
CREATE INDEX "Thread_documentId_organizationId_idx" ON "Thread"("documentId", "organizationId");

-- CreateIndex
CREATE INDEX "Comment_threadId_idx" ON "Comment"("threadId");

-- CreateIndex
CREATE INDEX "Thread_wordReturnId_idx" ON "Thread"("wordReturnId");

-- CreateIndex
CREATE INDEX "Suggestion_wordIdentity_idx" ON "Suggestion"("wordIdentity");

-- CreateIndex
CREATE INDEX "Comment_wordReturnId_idx" ON "Comment"("wordReturnId");

-- CreateIndex
CREATE UNIQUE INDEX "WordExport_code_key" ON "WordExport"("code");

-- CreateIndex
CREATE UNIQUE INDEX "WordExport_documentId_takenById_digest_key" ON "WordExport"("documentId", "takenById", "digest");

-- CreateIndex
CREATE INDEX "WordArrival_userId_idx" ON "WordArrival"("userId");

-- CreateIndex
CREATE INDEX "WordArrival_expiresAt_idx" ON "WordArrival"("expiresAt");

-- CreateIndex
CREATE INDEX "WordReturn_documentId_idx" ON "WordReturn"("documentId");

-- CreateIndex
CREATE INDEX "WordReturn_exportId_idx" ON "WordReturn"("exportId");

-- CreateIndex
CREATE INDEX "WordFate_threadId_idx" ON "WordFate"("threadId");

-- CreateIndex
CREATE INDEX "Mention_userId_idx" ON "Mention"("userId");

-- CreateIndex
CREATE INDEX "DocumentFollow_documentId_idx" ON "DocumentFollow"("documentId");

-- CreateIndex
CREATE INDEX "Assignment_userId_idx" ON "Assignment"("userId");

-- CreateIndex
CREATE INDEX "Assignment_askedById_idx" ON "Assignment"("askedById");

-- CreateIndex
CREATE INDEX "ThreadRead_threadId_idx" ON "ThreadRead"("threadId");

-- CreateIndex
CREATE INDEX "FilingCorrection_documentId_idx" ON "FilingCorrection"("documentId");

-- CreateIndex
CREATE INDEX "UnrecordedSignIn_userId_idx" ON "UnrecordedSignIn"("userId");

-- CreateIndex
CREATE INDEX "AuditEvent_matterId_idx" ON "AuditEvent"("matterId");

-- CreateIndex
CREATE INDEX "AuditEvent_documentId_idx" ON "AuditEvent"("documentId");

-- CreateIndex
CREATE INDEX "SharedCount_expire_idx" ON "SharedCount"("expire");

-- By hand. The head of the audit chain exists from the start: every writer locks it first.
INSERT INTO "AuditHead" ("id", "sequence", "hash") VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- CreateTable
CREATE TABLE "ArchiveConsent" (
    "organizationId" TEXT NOT NULL PRIMARY KEY,
    "givenById" TEXT NOT NULL,
    "givenAt" DATETIME NOT NULL,
    CONSTRAINT "ArchiveConsent_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Archives that somebody takes along.

-- CreateTable
CREATE TABLE "TakenArchive" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "matterId" TEXT,
    "takenById" TEXT NOT NULL,
    "reach" TEXT NOT NULL,
    "ownThreadsOf" TEXT NOT NULL DEFAULT '[]',
    "askedAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "partsDone" INTEGER NOT NULL DEFAULT 0,
    "parts" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT,
    "sha256" TEXT,
    "readyAt" DATETIME,
    "expiresAt" DATETIME,
    "failure" TEXT
);

-- CreateIndex
CREATE INDEX "TakenArchive_takenById_idx" ON "TakenArchive"("takenById");

-- CreateIndex
CREATE INDEX "TakenArchive_state_idx" ON "TakenArchive"("state");

-- Archives that somebody brings in.

-- CreateTable
CREATE TABLE "BroughtArchive" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "broughtById" TEXT NOT NULL,
    "reach" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "broughtAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "partsDone" INTEGER NOT NULL DEFAULT 0,
    "parts" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" DATETIME NOT NULL,
    "report" TEXT,
    "choices" TEXT,
    "failure" TEXT,
    "matterIds" TEXT NOT NULL DEFAULT '[]'
);

-- CreateIndex
CREATE INDEX "BroughtArchive_broughtById_idx" ON "BroughtArchive"("broughtById");

-- CreateIndex
CREATE INDEX "BroughtArchive_state_idx" ON "BroughtArchive"("state");

-- CreateTable
CREATE TABLE "Webhook" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "topics" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "formerSecret" TEXT,
    "formerUntil" DATETIME,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "readTo" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failingSince" DATETIME,
    "restsUntil" DATETIME,
    "arrivedAt" DATETIME,
    "byHand" INTEGER NOT NULL DEFAULT 0,
    "byHandSince" DATETIME,
    "offAt" DATETIME,
    "offWhy" TEXT,
    CONSTRAINT "Webhook_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "webhookId" TEXT NOT NULL,
    "sequence" INTEGER,
    "type" TEXT NOT NULL,
    "matterId" TEXT,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "dueAt" DATETIME,
    "triedAt" DATETIME,
    "status" INTEGER,
    "problem" TEXT,
    CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Webhook_organizationId_idx" ON "Webhook"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_webhookId_sequence_key" ON "WebhookDelivery"("webhookId", "sequence");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_createdAt_idx" ON "WebhookDelivery"("webhookId", "createdAt");
-- Letters that can be answered by e-mail.

-- CreateTable
CREATE TABLE "ReplyAddress" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "threadId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "readers" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "ReplyAddress_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReplyAddress_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MailedComment" (
    "commentId" TEXT NOT NULL PRIMARY KEY,
    "wasCut" BOOLEAN NOT NULL,
    CONSTRAINT "MailedComment_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ReplyAddress_userId_idx" ON "ReplyAddress"("userId");

-- CreateIndex
CREATE INDEX "ReplyAddress_threadId_idx" ON "ReplyAddress"("threadId");

-- CreateIndex
CREATE INDEX "ReplyAddress_expiresAt_idx" ON "ReplyAddress"("expiresAt");
-- For programs

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "own" BOOLEAN NOT NULL,
    "via" TEXT,
    "byProvider" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiAnswer" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "status" INTEGER,
    "body" TEXT,

    PRIMARY KEY ("userId", "key"),
    CONSTRAINT "ApiAnswer_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");
-- Guests of one document.

-- CreateTable
CREATE TABLE "GuestLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "mayComment" BOOLEAN NOT NULL,
    "mayReadVersions" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "endedById" TEXT
);

-- CreateTable
CREATE TABLE "GuestUse" (
    "linkId" TEXT NOT NULL PRIMARY KEY,
    "openedAt" DATETIME,
    "hearsAnswers" BOOLEAN NOT NULL DEFAULT true
);

-- CreateIndex
CREATE UNIQUE INDEX "GuestLink_tokenHash_key" ON "GuestLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "GuestLink_userId_key" ON "GuestLink"("userId");

-- CreateIndex
CREATE INDEX "GuestLink_documentId_idx" ON "GuestLink"("documentId");
