-- AlterTable
ALTER TABLE "User" ADD COLUMN "unconfirmed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN "confirms" BOOLEAN NOT NULL DEFAULT false;

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

-- CreateIndex
CREATE INDEX "PartyInvitation_organizationId_idx" ON "PartyInvitation"("organizationId");
