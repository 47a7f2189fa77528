import { readFileSync } from "node:fs";
import path from "node:path";

const FILE = path.resolve(import.meta.dirname, "../../prisma/models.prisma");

/** The lines of each model of the database, by its name. */
export const MODELS: ReadonlyMap<string, readonly string[]> = new Map(
  readFileSync(FILE, "utf8")
    .split(/^model /mu)
    .slice(1)
    .map((text) => {
      const [name = "", ...lines] = text.split("\n");
      return [name.replace(" {", ""), lines.map((line) => line.trim())] as const;
    }),
);

const VALUES: Readonly<Record<string, unknown>> = {
  String: "some words",
  Int: 1,
  BigInt: 1n,
  Boolean: true,
  DateTime: new Date("2021-10-07T12:00:00.000Z"),
  Bytes: Uint8Array.of(1),
};

/** A row with a value in each column that must have one. */
export function rowOfModel(name: string): Record<string, unknown> {
  const lines = MODELS.get(name);
  if (!lines) throw new Error(`there is no model ${name}`);
  const columns = lines.flatMap((line) => {
    const [, column, type] = /^(\w+)\s+(\w+)(?![\w?[])/u.exec(line) ?? [];
    if (column === undefined || type === undefined || !(type in VALUES)) return [];
    return [[column, VALUES[type]] as const];
  });
  return Object.fromEntries(columns);
}
