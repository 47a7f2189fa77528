import { describe, expect, it } from "vitest";
import { isExpanding } from "#server/database/program.ts";

describe("what a migration does to earlier releases", () => {
  it.each([
    [
      "a new table with its indexes",
      `CREATE TABLE "A" ("b" TEXT);\nCREATE UNIQUE INDEX "x" ON "A"("b");`,
      true,
    ],
    ["a column that may be empty", `ALTER TABLE "A" ADD COLUMN "b" TEXT;`, true],
    ["two such columns", `ALTER TABLE "A" ADD COLUMN "b" TEXT,\nADD COLUMN "c" BYTEA;`, true],
    ["a column with a default", `ALTER TABLE "A" ADD COLUMN "b" TEXT NOT NULL DEFAULT '';`, true],
    ["a column that must be filled", `ALTER TABLE "A" ADD COLUMN "b" TEXT NOT NULL;`, false],
    ["a column that goes", `ALTER TABLE "A" ADD COLUMN "b" TEXT,\nDROP COLUMN "c";`, false],
    ["a table that goes", `-- DropTable\nDROP TABLE "A";`, false],
    ["uniqueness", `CREATE UNIQUE INDEX "x" ON "A"("b");`, false],
    ["rows that change", `UPDATE "A" SET "b" = 1;`, false],
    [
      "rows that change harmlessly",
      `-- Earlier releases go on: nothing reads b.\nUPDATE "A" SET "b" = 1;`,
      true,
    ],
    [
      "a new table that forbids",
      `-- Earlier releases must stop: they write elsewhere.\nCREATE TABLE "A" ("b" TEXT);`,
      false,
    ],
  ])("[R30] is told from its statements: %s", (_what, sql, expands) => {
    expect(isExpanding({ sql })).toBe(expands);
  });
});
