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
CREATE INDEX "SharedCount_expire_idx" ON "SharedCount"("expire");
