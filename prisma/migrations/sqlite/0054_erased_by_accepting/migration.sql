-- AlterTable
ALTER TABLE "Suggestion" ADD COLUMN "erased" TEXT;
