import * as z from "zod";
import { line as needed, optionalParagraphs } from "#app/domain/forms/fields.ts";
import { DETAILS_LIMITS, type PartyDetails } from "./document-details.ts";

/** Fields that the forms for details share: addresses and lists are typed one line each. */

export const typedAddress = optionalParagraphs(2_000);
export const ticked = z.boolean().default(false);

const partyForm = z.object({
  /** As the page filled it in; missing for a party that was just added. */
  id: z.string().max(310, "Load the page again.").optional(),
  name: needed("Enter the party’s name.", 300),
  address: typedAddress,
});
export const partiesForm = z
  .array(partyForm)
  .max(DETAILS_LIMITS.parties, `Name at most ${DETAILS_LIMITS.parties} parties.`)
  .default([]);
type CaptionPartyForm = z.output<typeof partyForm>;

export const detailsOfParty = ({ name, address }: CaptionPartyForm): PartyDetails => ({
  name,
  address: linesOf(address),
});

export const formOfParty = ({ name, address }: PartyDetails) => ({
  name,
  address: address.join("\n"),
});

/** Splits typed text into lines. */
export function linesOf(typed: string | undefined): string[] {
  const lines = (typed ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

/** Error sentences by form field; the first for each field. */
export function sentencesOf({ issues }: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of issues) fields[fieldName(path)] ??= message;
  return fields;
}

/** The form's field name for a path: `signers[0].organizationId`. */
function fieldName(path: readonly PropertyKey[]): string {
  let name = "";
  for (const key of path) {
    // An error in one entry of a list typed by line is shown at the list's field.
    if (typeof key === "number" && LISTS.has(name.split(".").at(-1) ?? "")) return name;
    if (typeof key === "number") name += `[${key}]`;
    else name += name === "" ? String(key) : `.${String(key)}`;
  }
  return name;
}

const LISTS = new Set(["address", "addressee", "designations", "trackingNumbers", "counsel"]);
