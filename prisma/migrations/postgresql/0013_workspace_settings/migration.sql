-- CreateTable
CREATE TABLE "WorkspaceSetting" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "changedById" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WorkspaceSetting_pkey" PRIMARY KEY ("name")
);
