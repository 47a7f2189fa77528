import { expect, it } from "vitest";
import { SEALED } from "#server/database/sealed-tables.ts";
import { NOT_COMPARED, REPLAYED } from "#server/services/audit/compared-tables.ts";
import { MODELS } from "#tests/support/models.ts";

it("each table is sealed, replayed from lines, or named as not compared, and only one of them", () => {
  const left = NOT_COMPARED.flatMap(({ tables }) => tables);
  const said = [...Object.keys(SEALED), ...REPLAYED, ...left];
  expect(MODELS.size).toBeGreaterThan(80);
  expect(said.toSorted()).toEqual([...MODELS.keys()].toSorted());
});
