-- CreateTable
CREATE TABLE "UnrecordedSignIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "refused" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "UnrecordedSignIn_userId_idx" ON "UnrecordedSignIn"("userId");
