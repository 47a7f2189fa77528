import { expect, test } from "vitest";
import { COURTS } from "#app/domain/layout.ts";
import { counselLines, signerLines } from "#app/document/details/printed-lines.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";

test.each([
  ["nd-cal", "Ana Example (California State Bar No. 000000)"],
  ["cd-cal", "Ana Example (California State Bar No. 000000)"],
  ["ddc", "Ana Example (California Bar No. 000000)"],
  ["sdny", "Ana Example"],
] as const)("a bar number is printed in %s as that court has it", (court, line) => {
  const [signer] = SUIT_DETAILS.signers;
  const counsel = { ...signer!, name: "Ana Example", barNumber: "California State Bar No. 000000" };
  const caption = { district: COURTS[court].name };
  expect(signerLines(counsel, caption)[0]).toBe(line);
  expect(counselLines(counsel, null, caption)[0]).toBe(line);
});
