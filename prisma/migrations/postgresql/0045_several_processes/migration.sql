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
-- Unlogged: a try costs no write to the log, and counts need not outlive a crash.
CREATE UNLOGGED TABLE "SharedCount" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" BIGINT,

    CONSTRAINT "SharedCount_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "SharedCount_expire_idx" ON "SharedCount"("expire");
