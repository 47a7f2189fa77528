-- AlterTable
ALTER TABLE "FilingCopy" ADD COLUMN "attestedById" TEXT;
ALTER TABLE "FilingCopy" ADD COLUMN "exhibits" TEXT NOT NULL DEFAULT 'inside';
ALTER TABLE "FilingCopy" ADD COLUMN "voidedReason" TEXT;
