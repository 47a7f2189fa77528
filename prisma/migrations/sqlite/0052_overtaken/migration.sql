-- AlterTable
ALTER TABLE "Suggestion" ADD COLUMN "overtakenAt" DATETIME;
ALTER TABLE "Suggestion" ADD COLUMN "overtakenById" TEXT;
