import { expect, test } from "vitest";
import { privateDataIn } from "~/domain/private-data";
import { draftFacts } from "~/prose/facts";
import { passagesOf } from "~/prose/passages";
import { body, doc } from "./build";

test("an id among the facts is nobody's number, however it looks; what is typed beside it is", () => {
  // A UUID whose first digits pass for the number of a card.
  const id = "64581504-1561-4ed0-a139-3852640d08d0";
  const organization = { id, name: "Example Council", city: null, address: [] };
  const signer = { id, organizationId: id, name: "Ana Example", address: [], telephone: null };
  const facts = draftFacts.parse({
    organizations: [organization],
    signers: [{ ...signer, title: null, barNumber: null, email: null, partyRepresented: null }],
    certifier: { name: "Ana Example", title: null, organizationId: id },
  });
  const text = doc(body("p", "We write."));
  expect(privateDataIn([{ place: null, text: id }])).toHaveLength(1);
  expect(privateDataIn(passagesOf(text, facts))).toEqual([]);
  const numbered = { ...facts, certifier: { ...facts.certifier, title: "SSN 123-45-6789" } };
  expect(privateDataIn(passagesOf(text, numbered))).toHaveLength(1);
});
