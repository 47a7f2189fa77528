-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "WorkspaceSetting" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WorkspaceSetting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "city" TEXT,
    "website" TEXT,
    "pressName" TEXT,
    "pressEmail" TEXT,
    "colour" INTEGER NOT NULL,
    "broughtFrom" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "requiresFactor" BOOLEAN NOT NULL DEFAULT false,
    "requiresPasskey" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "passwordVia" TEXT,
    "workspaceAdmin" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "unconfirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MembershipRole" (
    "membershipId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "MembershipRole_pkey" PRIMARY KEY ("membershipId","role")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "userAgent" TEXT,
    "address" TEXT,
    "lastUsedAt" TIMESTAMP(3),
    "method" TEXT NOT NULL DEFAULT 'password',
    "own" BOOLEAN NOT NULL DEFAULT true,
    "via" TEXT,
    "enrolling" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "transports" TEXT NOT NULL,
    "backedUp" BOOLEAN NOT NULL,
    "via" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SecondFactor" (
    "userId" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "lastWindow" INTEGER NOT NULL,
    "via" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ceremony" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "userId" TEXT,
    "details" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Ceremony_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountLink" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organizationId" TEXT,
    "madeById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "AccountLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AddressChange" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "beforeHash" TEXT NOT NULL,
    "afterHash" TEXT NOT NULL,
    "beforeAt" TIMESTAMP(3),
    "afterAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "AddressChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityProvider" (
    "organizationId" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "clientSecret" TEXT,
    "required" BOOLEAN NOT NULL,
    "breakGlassId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdentityProvider_pkey" PRIMARY KEY ("organizationId")
);

-- CreateTable
CREATE TABLE "IdentityLink" (
    "id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),

    CONSTRAINT "IdentityLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "roles" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "acceptedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "confirms" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Matter" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "narrative" TEXT NOT NULL,
    "agencyDepartment" TEXT,
    "agencyComponent" TEXT,
    "agencyAddress" TEXT,
    "leadOrganizationId" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sharedFacts" TEXT NOT NULL DEFAULT '{}',
    "sharedRevision" INTEGER NOT NULL DEFAULT 0,
    "leadOfferedToId" TEXT,
    "leadOfferedById" TEXT,
    "leadOfferedAt" TIMESTAMP(3),
    "archivedAt" TIMESTAMP(3),
    "archivedById" TEXT,

    CONSTRAINT "Matter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SettledDeadline" (
    "matterId" TEXT NOT NULL,
    "deadline" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "recordedAs" INTEGER NOT NULL,

    CONSTRAINT "SettledDeadline_pkey" PRIMARY KEY ("matterId","deadline")
);

-- CreateTable
CREATE TABLE "DeadlineReminder" (
    "userId" TEXT NOT NULL,
    "matterId" TEXT NOT NULL,
    "deadline" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "seen" INTEGER NOT NULL,

    CONSTRAINT "DeadlineReminder_pkey" PRIMARY KEY ("userId","deadline")
);

-- CreateTable
CREATE TABLE "MatterParty" (
    "matterId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "addedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MatterParty_pkey" PRIMARY KEY ("matterId","organizationId")
);

-- CreateTable
CREATE TABLE "PartyInvitation" (
    "matterId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "invitedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PartyInvitation_pkey" PRIMARY KEY ("matterId","organizationId")
);

-- CreateTable
CREATE TABLE "Docket" (
    "id" TEXT NOT NULL,
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
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Docket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocketFiling" (
    "docketId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,

    CONSTRAINT "DocketFiling_pkey" PRIMARY KEY ("docketId","documentId")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL,
    "matterId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "layoutProfile" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "statusAt" TIMESTAMP(3) NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "facts" TEXT NOT NULL,
    "factsRevision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3) NOT NULL,
    "pinnedVersionId" TEXT,
    "docketId" TEXT,
    "toAgency" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentRequirement" (
    "documentId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,

    CONSTRAINT "DocumentRequirement_pkey" PRIMARY KEY ("documentId","organizationId")
);

-- CreateTable
CREATE TABLE "DraftBase" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "writtenAt" TIMESTAMP(3) NOT NULL,
    "mergedTo" INTEGER NOT NULL DEFAULT 0,
    "checksum" INTEGER,

    CONSTRAINT "DraftBase_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "DraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "committedAt" TIMESTAMP(3) NOT NULL,
    "userId" TEXT,
    "ranges" BYTEA,
    "checksum" INTEGER,

    CONSTRAINT "DraftUpdate_pkey" PRIMARY KEY ("documentId","sequence")
);

-- CreateTable
CREATE TABLE "DraftSetAside" (
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "committedAt" TIMESTAMP(3) NOT NULL,
    "authorship" TEXT NOT NULL,

    CONSTRAINT "DraftSetAside_pkey" PRIMARY KEY ("documentId","generation","sequence")
);

-- CreateTable
CREATE TABLE "DraftBinding" (
    "documentId" TEXT NOT NULL,
    "clientId" BIGINT NOT NULL,
    "userId" TEXT NOT NULL,
    "boundAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DraftBinding_pkey" PRIMARY KEY ("documentId","clientId")
);

-- CreateTable
CREATE TABLE "DraftAuthorship" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,
    "firstSequence" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "ranges" BYTEA NOT NULL,

    CONSTRAINT "DraftAuthorship_pkey" PRIMARY KEY ("documentId","sequence","userId")
);

-- CreateTable
CREATE TABLE "RetiredDraft" (
    "documentId" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "baseSequence" INTEGER NOT NULL,
    "base" BYTEA,
    "retiredAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RetiredDraft_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "RetiredDraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "committedAt" TIMESTAMP(3) NOT NULL,
    "userId" TEXT,
    "ranges" BYTEA,

    CONSTRAINT "RetiredDraftUpdate_pkey" PRIMARY KEY ("documentId","sequence")
);

-- CreateTable
CREATE TABLE "DraftProblem" (
    "documentId" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DraftProblem_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "Version" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "name" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOff" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "voidedAt" TIMESTAMP(3),
    "voidedBecause" TEXT,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SignOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOffProof" (
    "signOffId" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "authenticatorData" TEXT NOT NULL,
    "clientData" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "SignOffProof_pkey" PRIMARY KEY ("signOffId")
);

-- CreateTable
CREATE TABLE "ReturnToDraft" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "reason" TEXT,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ReturnToDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Filing" (
    "documentId" TEXT NOT NULL,
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
    "at" TIMESTAMP(3) NOT NULL,
    "pdfHash" TEXT NOT NULL,
    "pdfName" TEXT NOT NULL,
    "successorId" TEXT,
    "withdrawalReason" TEXT,
    "endedById" TEXT,
    "endedAt" TIMESTAMP(3),
    "origin" TEXT NOT NULL DEFAULT 'here',
    "scan" TEXT,

    CONSTRAINT "Filing_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "FilingCopy" (
    "id" TEXT NOT NULL,
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
    "madeAt" TIMESTAMP(3) NOT NULL,
    "takenAt" TIMESTAMP(3),
    "confirmedAt" TIMESTAMP(3),
    "voidedAt" TIMESTAMP(3),
    "voidedBecause" TEXT,
    "voidedById" TEXT,
    "voidedReason" TEXT,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FilingCopy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FiledPdfPiece" (
    "sha256" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "FiledPdfPiece_pkey" PRIMARY KEY ("sha256","start")
);

-- CreateTable
CREATE TABLE "AgencyEvent" (
    "id" TEXT NOT NULL,
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
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AgencyEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ItemOutcome" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "dated" TEXT,
    "eventId" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "retractedAt" TIMESTAMP(3),

    CONSTRAINT "ItemOutcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Production" (
    "id" TEXT NOT NULL,
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
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "retractedAt" TIMESTAMP(3),

    CONSTRAINT "Production_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL,
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
    "uploadedAt" TIMESTAMP(3) NOT NULL,
    "scan" TEXT NOT NULL,
    "readById" TEXT,
    "readAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WatchList" (
    "matterId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "WatchList_pkey" PRIMARY KEY ("matterId")
);

-- CreateTable
CREATE TABLE "MatterFile" (
    "matterId" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "brought" INTEGER NOT NULL,
    "broughtAt" TIMESTAMP(3) NOT NULL,
    "leavingAt" TIMESTAMP(3),

    CONSTRAINT "MatterFile_pkey" PRIMARY KEY ("matterId","sha256")
);

-- CreateTable
CREATE TABLE "DocketEvent" (
    "id" TEXT NOT NULL,
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
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DocketEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublicPage" (
    "matterId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "published" TEXT,
    "publishedAt" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3),
    "withdrawnAt" TIMESTAMP(3),
    "withdrawalReason" TEXT,

    CONSTRAINT "PublicPage_pkey" PRIMARY KEY ("matterId")
);

-- CreateTable
CREATE TABLE "PublicUpdate" (
    "id" TEXT NOT NULL,
    "matterId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "words" TEXT NOT NULL,
    "published" TEXT NOT NULL,
    "reason" TEXT,
    "byId" TEXT NOT NULL,

    CONSTRAINT "PublicUpdate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Template" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Clause" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Clause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "runAt" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leasedTo" TIMESTAMP(3),
    "doneAt" TIMESTAMP(3),
    "failedAt" TIMESTAMP(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "via" TEXT,

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailPreference" (
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "how" TEXT NOT NULL,

    CONSTRAINT "MailPreference_pkey" PRIMARY KEY ("userId","kind")
);

-- CreateTable
CREATE TABLE "DocumentFollow" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DocumentFollow_pkey" PRIMARY KEY ("userId","documentId")
);

-- CreateTable
CREATE TABLE "FormKey" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FormKey_pkey" PRIMARY KEY ("userId","key")
);

-- CreateTable
CREATE TABLE "DraftRead" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DraftRead_pkey" PRIMARY KEY ("userId","documentId")
);

-- CreateTable
CREATE TABLE "ChangeTick" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "ranges" BYTEA NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ChangeTick_pkey" PRIMARY KEY ("userId","documentId")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "organizationId" TEXT,
    "placeKind" TEXT NOT NULL,
    "versionId" TEXT,
    "place" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "resolvedById" TEXT,
    "resolvedAt" TIMESTAMP(3),
    "wordReturnId" TEXT,
    "wordAuthor" TEXT,
    "wordAt" TIMESTAMP(3),

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "threadId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "givenById" TEXT NOT NULL,
    "givenAt" TIMESTAMP(3) NOT NULL,
    "dueOn" TEXT,
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("threadId")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),
    "sharedAt" TIMESTAMP(3),
    "salt" TEXT NOT NULL DEFAULT '',
    "wordReturnId" TEXT,
    "wordAuthor" TEXT,
    "wordAt" TIMESTAMP(3),

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agreement" (
    "commentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("commentId","userId")
);

-- CreateTable
CREATE TABLE "Mention" (
    "commentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Mention_pkey" PRIMARY KEY ("commentId","userId")
);

-- CreateTable
CREATE TABLE "ThreadRead" (
    "userId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ThreadRead_pkey" PRIMARY KEY ("userId","threadId")
);

-- CreateTable
CREATE TABLE "Suggestion" (
    "threadId" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "blockIds" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "baseHash" TEXT NOT NULL,
    "proposedHash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMP(3),
    "reopenedById" TEXT,
    "reopenedAt" TIMESTAMP(3),
    "overtakenById" TEXT,
    "overtakenAt" TIMESTAMP(3),
    "wordIdentity" TEXT,
    "wordAdds" BOOLEAN NOT NULL DEFAULT false,
    "base" TEXT NOT NULL,
    "proposed" TEXT NOT NULL,

    CONSTRAINT "Suggestion_pkey" PRIMARY KEY ("threadId")
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "threadId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "written" TEXT NOT NULL,
    "erased" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,

    CONSTRAINT "Acceptance_pkey" PRIMARY KEY ("threadId")
);

-- CreateTable
CREATE TABLE "DraftBaseline" (
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "bytes" BYTEA NOT NULL,
    "fromSequence" INTEGER,
    "sitting" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "DraftBaseline_pkey" PRIMARY KEY ("documentId","generation","sequence")
);

-- CreateTable
CREATE TABLE "WordExport" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "versionId" TEXT,
    "fromVersionId" TEXT,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "takenById" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "choices" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "blocks" TEXT NOT NULL,
    "revisions" TEXT NOT NULL,
    "comments" TEXT NOT NULL,
    "page" TEXT NOT NULL,

    CONSTRAINT "WordExport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WordArrival" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "documentId" TEXT,
    "matterId" TEXT,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "fileBytes" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "report" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "WordArrival_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WordReturn" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "exportId" TEXT,
    "how" TEXT NOT NULL,
    "broughtById" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "undoneById" TEXT,
    "undoneAt" TIMESTAMP(3),

    CONSTRAINT "WordReturn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WordFate" (
    "returnId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "fate" TEXT NOT NULL,
    "wordAuthor" TEXT,
    "wordAt" TIMESTAMP(3),

    CONSTRAINT "WordFate_pkey" PRIMARY KEY ("returnId","threadId")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "purpose" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("purpose")
);

-- CreateTable
CREATE TABLE "FilingSignature" (
    "documentId" TEXT NOT NULL,
    "signerId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "organization" TEXT,
    "consent" TEXT,

    CONSTRAINT "FilingSignature_pkey" PRIMARY KEY ("documentId","signerId")
);

-- CreateTable
CREATE TABLE "FilingCorrection" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FilingCorrection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnrecordedSignIn" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "refused" INTEGER NOT NULL,
    "method" TEXT,
    "own" BOOLEAN NOT NULL DEFAULT true,
    "via" TEXT,
    "enrolling" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "UnrecordedSignIn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actorId" TEXT,
    "organizationId" TEXT,
    "matterId" TEXT,
    "documentId" TEXT,
    "details" TEXT NOT NULL,
    "rows" TEXT,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HeadTimestamp" (
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "authority" TEXT NOT NULL,
    "response" BYTEA NOT NULL,

    CONSTRAINT "HeadTimestamp_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "Process" (
    "id" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServedSchema" (
    "id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "ServedSchema_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT,
    "turn" INTEGER NOT NULL,
    "leasedTo" TIMESTAMP(3),
    "dueAt" TIMESTAMP(3) NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
-- By hand: unlogged, since a try costs no write to the log, and counts need not outlive a crash.
CREATE UNLOGGED TABLE "SharedCount" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" BIGINT,

    CONSTRAINT "SharedCount_pkey" PRIMARY KEY ("key")
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
CREATE INDEX "Thread_wordReturnId_idx" ON "Thread"("wordReturnId");

-- CreateIndex
CREATE INDEX "Suggestion_wordIdentity_idx" ON "Suggestion"("wordIdentity");

-- CreateIndex
CREATE INDEX "Comment_wordReturnId_idx" ON "Comment"("wordReturnId");

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

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Clause" ADD CONSTRAINT "Clause_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MembershipRole" ADD CONSTRAINT "MembershipRole_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountLink" ADD CONSTRAINT "AccountLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AddressChange" ADD CONSTRAINT "AddressChange_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityProvider" ADD CONSTRAINT "IdentityProvider_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityLink" ADD CONSTRAINT "IdentityLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Matter" ADD CONSTRAINT "Matter_leadOrganizationId_fkey" FOREIGN KEY ("leadOrganizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SettledDeadline" ADD CONSTRAINT "SettledDeadline_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadlineReminder" ADD CONSTRAINT "DeadlineReminder_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadlineReminder" ADD CONSTRAINT "DeadlineReminder_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MatterParty" ADD CONSTRAINT "MatterParty_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MatterParty" ADD CONSTRAINT "MatterParty_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartyInvitation" ADD CONSTRAINT "PartyInvitation_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartyInvitation" ADD CONSTRAINT "PartyInvitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Docket" ADD CONSTRAINT "Docket_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocketFiling" ADD CONSTRAINT "DocketFiling_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocketFiling" ADD CONSTRAINT "DocketFiling_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentRequirement" ADD CONSTRAINT "DocumentRequirement_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentRequirement" ADD CONSTRAINT "DocumentRequirement_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftBase" ADD CONSTRAINT "DraftBase_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftUpdate" ADD CONSTRAINT "DraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftSetAside" ADD CONSTRAINT "DraftSetAside_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftBinding" ADD CONSTRAINT "DraftBinding_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftAuthorship" ADD CONSTRAINT "DraftAuthorship_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetiredDraft" ADD CONSTRAINT "RetiredDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetiredDraftUpdate" ADD CONSTRAINT "RetiredDraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "RetiredDraft"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftProblem" ADD CONSTRAINT "DraftProblem_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Version" ADD CONSTRAINT "Version_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOffProof" ADD CONSTRAINT "SignOffProof_signOffId_fkey" FOREIGN KEY ("signOffId") REFERENCES "SignOff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReturnToDraft" ADD CONSTRAINT "ReturnToDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Filing" ADD CONSTRAINT "Filing_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Filing" ADD CONSTRAINT "Filing_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FilingCopy" ADD CONSTRAINT "FilingCopy_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgencyEvent" ADD CONSTRAINT "AgencyEvent_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemOutcome" ADD CONSTRAINT "ItemOutcome_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemOutcome" ADD CONSTRAINT "ItemOutcome_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AgencyEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Production" ADD CONSTRAINT "Production_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Production" ADD CONSTRAINT "Production_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AgencyEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_agencyEventId_fkey" FOREIGN KEY ("agencyEventId") REFERENCES "AgencyEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_productionId_fkey" FOREIGN KEY ("productionId") REFERENCES "Production"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_docketEventId_fkey" FOREIGN KEY ("docketEventId") REFERENCES "DocketEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_filedId_fkey" FOREIGN KEY ("filedId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WatchList" ADD CONSTRAINT "WatchList_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MatterFile" ADD CONSTRAINT "MatterFile_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocketEvent" ADD CONSTRAINT "DocketEvent_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicPage" ADD CONSTRAINT "PublicPage_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicUpdate" ADD CONSTRAINT "PublicUpdate_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "PublicPage"("matterId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailPreference" ADD CONSTRAINT "MailPreference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormKey" ADD CONSTRAINT "FormKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftRead" ADD CONSTRAINT "DraftRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftRead" ADD CONSTRAINT "DraftRead_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeTick" ADD CONSTRAINT "ChangeTick_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeTick" ADD CONSTRAINT "ChangeTick_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentFollow" ADD CONSTRAINT "DocumentFollow_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentFollow" ADD CONSTRAINT "DocumentFollow_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadRead" ADD CONSTRAINT "ThreadRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadRead" ADD CONSTRAINT "ThreadRead_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suggestion" ADD CONSTRAINT "Suggestion_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Suggestion"("threadId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftBaseline" ADD CONSTRAINT "DraftBaseline_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftBaseline" ADD CONSTRAINT "DraftBaseline_documentId_generation_fromSequence_fkey" FOREIGN KEY ("documentId", "generation", "fromSequence") REFERENCES "DraftBaseline"("documentId", "generation", "sequence") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "FilingSignature" ADD CONSTRAINT "FilingSignature_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FilingCorrection" ADD CONSTRAINT "FilingCorrection_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand. The head of the audit chain exists from the start: every writer locks it first.
INSERT INTO "AuditHead" ("id", "sequence", "hash") VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_wordReturnId_fkey" FOREIGN KEY ("wordReturnId") REFERENCES "WordReturn"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_wordReturnId_fkey" FOREIGN KEY ("wordReturnId") REFERENCES "WordReturn"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "WordExport" ADD CONSTRAINT "WordExport_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WordArrival" ADD CONSTRAINT "WordArrival_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WordReturn" ADD CONSTRAINT "WordReturn_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WordReturn" ADD CONSTRAINT "WordReturn_exportId_fkey" FOREIGN KEY ("exportId") REFERENCES "WordExport"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "WordFate" ADD CONSTRAINT "WordFate_returnId_fkey" FOREIGN KEY ("returnId") REFERENCES "WordReturn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WordFate" ADD CONSTRAINT "WordFate_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand. What is found, made from other tables: not logged, since it is built anew where it is lost. On
-- SQLite it is a file of its own.
CREATE UNLOGGED TABLE "SearchEntry" (
    "source" TEXT NOT NULL COLLATE "C",
    "id" TEXT NOT NULL COLLATE "C",
    "scope" TEXT NOT NULL COLLATE "C",
    "title" TEXT NOT NULL,
    "titleWords" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "stamp" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "starts" BYTEA NOT NULL,
    "text" TEXT NOT NULL,
    "titleLexemes" TSVECTOR NOT NULL,
    "lexemes" TSVECTOR NOT NULL,

    CONSTRAINT "SearchEntry_pkey" PRIMARY KEY ("source", "id")
) WITH (toast_tuple_target = 128);
-- Long texts lie elsewhere, so that thousands of rows that have a word are a few pages; phrases are looked
-- for in words, which are not compressed.
ALTER TABLE "SearchEntry" ALTER COLUMN "source" SET STORAGE MAIN, ALTER COLUMN "id" SET STORAGE MAIN,
    ALTER COLUMN "scope" SET STORAGE MAIN, ALTER COLUMN "title" SET STORAGE MAIN,
    ALTER COLUMN "titleWords" SET STORAGE MAIN, ALTER COLUMN "titleLexemes" SET STORAGE MAIN,
    ALTER COLUMN "words" SET STORAGE EXTERNAL;
CREATE UNLOGGED TABLE "SearchMark" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "SearchMark_pkey" PRIMARY KEY ("name")
);
CREATE INDEX "SearchEntry_lexemes_idx" ON "SearchEntry" USING GIN ("lexemes") WITH (fastupdate = off);
CREATE INDEX "SearchEntry_scope_idx" ON "SearchEntry"("scope", "at");

-- CreateTable
CREATE TABLE "ArchiveConsent" (
    "organizationId" TEXT NOT NULL,
    "givenById" TEXT NOT NULL,
    "givenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ArchiveConsent_pkey" PRIMARY KEY ("organizationId")
);

-- AddForeignKey
ALTER TABLE "ArchiveConsent" ADD CONSTRAINT "ArchiveConsent_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Archives that somebody takes along.

-- CreateTable
CREATE TABLE "TakenArchive" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "matterId" TEXT,
    "takenById" TEXT NOT NULL,
    "reach" TEXT NOT NULL,
    "ownThreadsOf" TEXT NOT NULL DEFAULT '[]',
    "askedAt" TIMESTAMP(3) NOT NULL,
    "state" TEXT NOT NULL,
    "partsDone" INTEGER NOT NULL DEFAULT 0,
    "parts" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT,
    "sha256" TEXT,
    "readyAt" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3),
    "failure" TEXT,

    CONSTRAINT "TakenArchive_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TakenArchive_takenById_idx" ON "TakenArchive"("takenById");

-- CreateIndex
CREATE INDEX "TakenArchive_state_idx" ON "TakenArchive"("state");

-- Archives that somebody brings in.

-- CreateTable
CREATE TABLE "BroughtArchive" (
    "id" TEXT NOT NULL,
    "broughtById" TEXT NOT NULL,
    "reach" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "broughtAt" TIMESTAMP(3) NOT NULL,
    "state" TEXT NOT NULL,
    "partsDone" INTEGER NOT NULL DEFAULT 0,
    "parts" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "report" TEXT,
    "choices" TEXT,
    "failure" TEXT,
    "matterIds" TEXT NOT NULL DEFAULT '[]',

    CONSTRAINT "BroughtArchive_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BroughtArchive_broughtById_idx" ON "BroughtArchive"("broughtById");

-- CreateIndex
CREATE INDEX "BroughtArchive_state_idx" ON "BroughtArchive"("state");

-- CreateTable
CREATE TABLE "Webhook" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "topics" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "formerSecret" TEXT,
    "formerUntil" TIMESTAMP(3),
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "readTo" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMP(3),
    "restsUntil" TIMESTAMP(3),
    "arrivedAt" TIMESTAMP(3),
    "byHand" INTEGER NOT NULL DEFAULT 0,
    "byHandSince" TIMESTAMP(3),
    "offAt" TIMESTAMP(3),
    "offWhy" TEXT,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "webhookId" TEXT NOT NULL,
    "sequence" INTEGER,
    "type" TEXT NOT NULL,
    "matterId" TEXT,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "dueAt" TIMESTAMP(3),
    "triedAt" TIMESTAMP(3),
    "status" INTEGER,
    "problem" TEXT,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Webhook_organizationId_idx" ON "Webhook"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_webhookId_sequence_key" ON "WebhookDelivery"("webhookId", "sequence");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_createdAt_idx" ON "WebhookDelivery"("webhookId", "createdAt");

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Letters that can be answered by e-mail.

-- CreateTable
CREATE TABLE "ReplyAddress" (
    "id" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "readers" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReplyAddress_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailedComment" (
    "commentId" TEXT NOT NULL,
    "wasCut" BOOLEAN NOT NULL,

    CONSTRAINT "MailedComment_pkey" PRIMARY KEY ("commentId")
);

-- CreateIndex
CREATE INDEX "ReplyAddress_userId_idx" ON "ReplyAddress"("userId");

-- CreateIndex
CREATE INDEX "ReplyAddress_threadId_idx" ON "ReplyAddress"("threadId");

-- CreateIndex
CREATE INDEX "ReplyAddress_expiresAt_idx" ON "ReplyAddress"("expiresAt");

-- AddForeignKey
ALTER TABLE "ReplyAddress" ADD CONSTRAINT "ReplyAddress_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReplyAddress" ADD CONSTRAINT "ReplyAddress_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailedComment" ADD CONSTRAINT "MailedComment_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- For programs

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "own" BOOLEAN NOT NULL,
    "via" TEXT,
    "byProvider" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiAnswer" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "status" INTEGER,
    "body" TEXT,

    CONSTRAINT "ApiAnswer_pkey" PRIMARY KEY ("userId","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiAnswer" ADD CONSTRAINT "ApiAnswer_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Guests of one document.

-- CreateTable
CREATE TABLE "GuestLink" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "mayComment" BOOLEAN NOT NULL,
    "mayReadVersions" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "endedById" TEXT,

    CONSTRAINT "GuestLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GuestUse" (
    "linkId" TEXT NOT NULL,
    "openedAt" TIMESTAMP(3),
    "hearsAnswers" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "GuestUse_pkey" PRIMARY KEY ("linkId")
);

-- CreateIndex
CREATE UNIQUE INDEX "GuestLink_tokenHash_key" ON "GuestLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "GuestLink_userId_key" ON "GuestLink"("userId");

-- CreateIndex
CREATE INDEX "GuestLink_documentId_idx" ON "GuestLink"("documentId");
