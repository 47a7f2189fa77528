import { expect, test } from "vitest";
import { privateDataIn } from "#app/domain/private-data.ts";
import { documentDetails } from "#app/document/details/document-details.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { body, doc } from "./build.ts";

test("an id among the details is nobody's number, however it looks; what is typed beside it is", () => {
  // Ids are UUIDs; one of another form would pass for a number.
  const id = "412-68-9032";
  const organization = { id, name: "Example Council", city: null, address: [] };
  const signer = { id, organizationId: id, name: "Ana Example", address: [], telephone: null };
  const details = documentDetails.parse({
    organizations: [organization],
    signers: [{ ...signer, title: null, barNumber: null, email: null, partyRepresented: null }],
    certifier: { name: "Ana Example", title: null, organizationId: id },
  });
  const text = doc(body("p", "We write."));
  expect(privateDataIn([{ place: null, text: id }])).toHaveLength(1);
  expect(privateDataIn(passagesOf(text, details))).toEqual([]);
  const numbered = { ...details, certifier: { ...details.certifier, title: "SSN 123-45-6789" } };
  expect(privateDataIn(passagesOf(text, numbered))).toHaveLength(1);
});

test("a cell's number is named by the cell before it and by the head of its column", () => {
  const cell = (id: string, text: string, type: "tableCell" | "tableHeader" = "tableCell") => ({
    type,
    attrs: { colspan: 1, rowspan: 1 },
    content: [body(id, text)],
  });
  const row = (...content: ReturnType<typeof cell>[]) => ({ type: "tableRow" as const, content });
  const people = row(cell("n", "Person", "tableHeader"), cell("s", "SSN", "tableHeader"));
  const form = row(cell("d", "Date of birth"), cell("b", "March 3, 1985"));
  const table = {
    type: "table" as const,
    content: [people, row(cell("p", "A. Doe"), cell("q", "412689032")), form],
  };
  const data = privateDataIn(passagesOf(doc(table), null));
  expect(data.map(({ kind, place }) => `${kind} at ${String(place)}`)).toEqual([
    "social-security-number at q",
    "birth-date at b",
  ]);
});
