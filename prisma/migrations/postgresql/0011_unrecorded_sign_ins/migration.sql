-- CreateTable
CREATE TABLE "UnrecordedSignIn" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "refused" INTEGER NOT NULL,

    CONSTRAINT "UnrecordedSignIn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "UnrecordedSignIn_userId_idx" ON "UnrecordedSignIn"("userId");
