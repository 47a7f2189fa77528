-- AlterTable
ALTER TABLE "FilingCopy" ADD COLUMN     "attestedById" TEXT,
ADD COLUMN     "exhibits" TEXT NOT NULL DEFAULT 'inside',
ADD COLUMN     "voidedReason" TEXT;
