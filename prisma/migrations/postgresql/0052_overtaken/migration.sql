-- AlterTable
ALTER TABLE "Suggestion" ADD COLUMN     "overtakenAt" TIMESTAMP(3),
ADD COLUMN     "overtakenById" TEXT;
