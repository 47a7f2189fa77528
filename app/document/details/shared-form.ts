import * as z from "zod";
import { email, id, line as needed, optionalLine } from "#app/domain/forms/fields.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { mergeFields } from "./form-base.ts";
import { linesOf, sentencesOf, typedAddress } from "./form-fields.ts";
import { ADMISSIONS, DETAILS_LIMITS } from "./document-details.ts";
import { SHARED_SIGNERS, sharedDetails, type SharedDetails } from "./shared-details.ts";

const signerForm = z.object({
  /** Missing for a signer that was just added. */
  id: z.string().max(64).optional(),
  /** Can't be changed later: documents name the signer together with this organization. */
  organizationId: id("Choose the organization that the signer signs for."),
  name: needed("Enter the signer’s name.", 120),
  title: optionalLine(160),
  barNumber: optionalLine(80),
  address: typedAddress,
  email: email.optional(),
  telephone: optionalLine(40),
  partyRepresented: optionalLine(300),
  /** Empty for a member of the court's bar. */
  admission: z.enum(ADMISSIONS, { error: "Choose from what is shown." }).optional(),
});

/** The form for a matter's shared details. */
export const sharedForm = z.object({
  ...mergeFields,
  addressee: typedAddress,
  organizations: z
    .array(z.object({ id: id("Load the page again."), address: typedAddress }))
    .max(DETAILS_LIMITS.organizations)
    .default([]),
  signers: z
    .array(signerForm)
    .max(SHARED_SIGNERS, `Record at most ${SHARED_SIGNERS} signers.`)
    .default([]),
});
export type SharedForm = z.output<typeof sharedForm>;
export type SharedInput = z.input<typeof sharedForm>;

/** The state that a form of shared details is checked against. */
interface SharedBefore {
  /** The organizations that may be named: the matter's parties, and those on its documents. */
  readonly may: ReadonlySet<string>;
  readonly recorded: SharedDetails;
  /** The recorded details, completed from the documents. */
  readonly filled: SharedDetails;
}

/**
 * The shared details that result from a form. Refuses `bad-input` with a sentence by field.
 * Unrecorded values that the sender left as the form suggested them stay unrecorded, so that they
 * overwrite no document: blank addresses, and the agency's office.
 */
export function sharedOfForm(
  form: SharedForm,
  { may, recorded, filled }: SharedBefore,
  newId: () => string,
): Outcome<SharedDetails> {
  const stands = new Map(
    filled.signers.map(({ id: key, organizationId }) => [key, organizationId]),
  );
  const withAddress = new Set(recorded.organizations.map(({ id: key }) => key));
  const signers = form.signers.map((signer) => ({
    ...signer,
    id: signer.id && stands.has(signer.id) ? signer.id : newId(),
    organizationId: stands.get(signer.id ?? "") ?? signer.organizationId,
    title: signer.title ?? null,
    barNumber: signer.barNumber ?? null,
    address: linesOf(signer.address),
    email: signer.email ?? null,
    telephone: signer.telephone ?? null,
    partyRepresented: signer.partyRepresented ?? null,
    admission: signer.admission ?? null,
  }));
  const stranger = signers.findIndex(
    ({ id: key, organizationId }) => !may.has(organizationId) && !stands.has(key),
  );
  if (stranger >= 0) {
    return refuse("bad-input", undefined, {
      [`signers[${stranger}].organizationId`]: "Choose one of the matter’s parties.",
    });
  }
  const read = sharedDetails.safeParse({
    organizations: form.organizations
      .filter(({ id: key }) => may.has(key))
      .map(({ id: key, address }) => ({ id: key, address: linesOf(address) }))
      .filter(({ id: key, address }) => address.length > 0 || withAddress.has(key)),
    signers,
    addressee: addresseeOf(linesOf(form.addressee), recorded, filled),
  });
  if (!read.success) return refuse("bad-input", undefined, sentencesOf(read.error));
  return done(read.data);
}

/** Null where nothing is to be recorded. */
function addresseeOf(
  typed: string[],
  recorded: SharedDetails,
  filled: SharedDetails,
): string[] | null {
  if (typed.length === 0) return null;
  const untouched = typed.join("\n") === (filled.addressee ?? []).join("\n");
  return untouched && recorded.addressee === null ? null : typed;
}

/** The form's initial values. */
export function formOfShared({ organizations, signers, addressee }: SharedDetails) {
  return {
    addressee: (addressee ?? []).join("\n"),
    organizations: organizations.map(({ id: key, address }) => ({
      id: key,
      address: address.join("\n"),
    })),
    signers: signers.map((signer) => ({
      id: signer.id,
      organizationId: signer.organizationId,
      name: signer.name,
      title: signer.title ?? "",
      barNumber: signer.barNumber ?? "",
      address: signer.address.join("\n"),
      email: signer.email ?? "",
      telephone: signer.telephone ?? "",
      partyRepresented: signer.partyRepresented ?? "",
      admission: signer.admission ?? "",
    })),
  };
}
