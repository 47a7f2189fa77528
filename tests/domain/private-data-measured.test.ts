import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { privateDataIn } from "#app/domain/private-data.ts";
import { REPHRASED } from "./private-data-cases.ts";

interface Case {
  readonly name: string;
  readonly find: boolean;
  readonly text: string;
}

const recorded = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "data/private-data-cases.json"), "utf8"),
) as { readonly cases: readonly Case[] };

/** Lines as lawyers, forms and clients write them in other words, made without a look at the scanner. */
const rephrased = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "data/private-data-rephrased.json"), "utf8"),
) as { readonly private: readonly string[]; readonly others: readonly string[] };

/** Data that lead to one person, and others that only look so; written before the detectors. */
const persons = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "data/private-data-persons.json"), "utf8"),
) as typeof rephrased;

it("finds all that is private in the cases, and little else", () => {
  const cases = [
    ...recorded.cases,
    ...REPHRASED,
    ...[...rephrased.private, ...persons.private].map((text) => ({ name: text, find: true, text })),
    ...[...rephrased.others, ...persons.others].map((text) => ({ name: text, find: false, text })),
  ];
  const isFound = ({ text }: Case) => privateDataIn([{ place: null, text }]).length > 0;
  const found = cases.filter(isFound);
  const wanted = cases.filter(({ find }) => find);
  const missed = wanted.filter((one) => !found.includes(one));
  const wrong = found.filter(({ find }) => !find);
  const recall = 1 - missed.length / wanted.length;
  const precision = 1 - wrong.length / found.length;
  console.log(
    `private data: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} on ${cases.length} cases` +
      wrong.map(({ text }) => `\n  found wrongly: ${text}`).join(""),
  );
  expect(missed.map(({ text }) => text)).toEqual([]);
  expect(precision).toBeGreaterThanOrEqual(0.95);
});

it("reads the label in the cell beside a number, or at the head of its column", () => {
  const cell = { place: "cell", text: "412689032" };
  expect(privateDataIn([cell])).toEqual([]);
  expect(privateDataIn([{ ...cell, labels: ["Name", "Social Security number"] }])).toEqual([
    { kind: "social-security-number", place: "cell", start: 0, end: 9, shown: "ending in 9032" },
  ]);
  for (const [text, ...labels] of [
    ["205678901", "A-Number"],
    ["205 678 901", "Name", "Alien Number"],
    ["412 68 9032", "Social Security No."],
    ["1234567890", "Account number"],
    ["3/3/1985", "Date of birth"],
    ["March 3, 1985", "DOB"],
  ] as const) {
    expect(privateDataIn([{ place: "cell", text, labels }]), text).toHaveLength(1);
  }
  // Data in the label is told where the label's own cell is looked through.
  expect(privateDataIn([{ place: "cell", text: "x", labels: ["SSN 412-68-9032"] }])).toEqual([]);
});
