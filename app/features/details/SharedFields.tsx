import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import type { SharedInput } from "#app/document/details/shared-form.ts";
import type { SharedDetailsView } from "#server/services/index.ts";
import { AddEntry, RemoveEntry } from "#app/ui/EntryButtons.tsx";
import { ParagraphsField, TextField, type FormField } from "#app/ui/Field.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { SelectField } from "#app/ui/PickField.tsx";

type AddressInput = NonNullable<SharedInput["organizations"]>[number];
type AddressFields = Required<{ [Name in keyof AddressInput]: FieldMetadata<AddressInput[Name]> }>;

/** The letterhead address of each organization. */
export function AddressFieldsOf({
  list,
  view,
}: {
  readonly list: readonly AddressFields[];
  readonly view: SharedDetailsView;
}) {
  return (
    <Section id="addresses" title="Letterhead addresses">
      <div className="grid gap-5">
        {list.map((fields, index) => {
          const { id } = view.facts.organizations[index] ?? {};
          const name = view.organizations.find((known) => known.id === id)?.name;
          if (id === undefined || name === undefined) return null;
          return (
            <div key={id}>
              <input type="hidden" name={fields.id.name} value={id} />
              <ParagraphsField
                field={fields.address}
                label={`Address of ${name}`}
                hint={addressHint(view.differing.organizations.find((other) => other.id === id))}
                rows={2}
                optional
              />
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function addressHint(differing?: SharedDetailsView["differing"]["organizations"][number]): string {
  return differing
    ? `${differ(differing.says)} What you enter is printed on all of them.`
    : "A line each, as it is to be printed. Without one its city is printed.";
}

/** A hint that documents differ, with their values. */
function differ(says: readonly (readonly string[])[]): string {
  const each = says.map((lines) => `“${lines.join(", ")}”`);
  return `The documents differ: ${each.join(" and ")}. Leave it empty, and each keeps its own.`;
}

/** The agency's office for letters. */
export function AgencyField({
  field,
  view: { differing, addresseeRecorded },
}: {
  readonly field: FormField;
  readonly view: SharedDetailsView;
}) {
  const lines = "The office and its address, a line each, as letters to the agency are addressed.";
  const hint =
    differing.addressee.length > 0
      ? `${differ(differing.addressee)} What you enter is printed on all of them.`
      : addresseeRecorded
        ? lines
        : `${lines} Not recorded yet; as long as you leave this as it is, each letter keeps its own.`;
  return (
    <Section title="Agency">
      <ParagraphsField field={field} label="Address for requests" hint={hint} rows={4} optional />
    </Section>
  );
}

/** Everybody who may sign for an organization in this matter. */
export function SignerList({
  form,
  field,
  view,
}: {
  readonly form: FormMetadata<SharedInput>;
  readonly field: FieldMetadata<SharedInput["signers"]>;
  readonly view: SharedDetailsView;
}) {
  const standing = new Map(view.facts.signers.map((signer) => [signer.id, signer]));
  const nameOf = (organizationId: string) =>
    view.organizations.find(({ id }) => id === organizationId)?.name ?? "";
  return (
    <Section title="Signers">
      <p className="mb-4 text-ink-soft">
        Who signs, and in which order, is chosen on each document’s page.
      </p>
      {view.differing.signers.length > 0 ? (
        <p className="mb-4 text-ink-soft">
          The documents differ in what they say of {view.differing.signers.join(" and ")}; each
          keeps its own.
        </p>
      ) : null}
      <div className="grid gap-4" id={field.id} tabIndex={-1}>
        {field.errors ? (
          <p className="text-[0.9375rem] font-medium text-danger">{field.errors.join(" ")}</p>
        ) : null}
        {field.getFieldList().map((item, index) => {
          const fields = item.getFieldset();
          const stands = standing.get(String(fields.id.initialValue ?? ""));
          return (
            <Card key={item.key ?? item.id} className="p-5">
              <fieldset className="grid gap-4 sm:grid-cols-2">
                <legend className="float-left mb-2 font-medium sm:col-span-2">
                  Signer {index + 1}
                  {stands ? `: ${stands.name}, ${nameOf(stands.organizationId)}` : null}
                </legend>
                <input type="hidden" name={fields.id.name} defaultValue={stands?.id ?? ""} />
                <TextField field={fields.name} label="Name" />
                {stands ? (
                  // A signer for another organization is a different signer.
                  <input
                    type="hidden"
                    name={fields.organizationId.name}
                    defaultValue={stands.organizationId}
                  />
                ) : (
                  <SelectField
                    field={fields.organizationId}
                    label="Signs for"
                    unchosen="Choose…"
                    options={view.organizations.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                )}
                <TextField field={fields.title} label="Title" optional />
                <TextField field={fields.email} label="E-mail address" type="email" optional />
                <TextField field={fields.telephone} label="Telephone" optional />
                <TextField
                  field={fields.barNumber}
                  label="Bar number"
                  hint="With its state. Papers for a court alone print it."
                  optional
                />
                <TextField
                  field={fields.partyRepresented}
                  label="Represents"
                  hint="A party, such as “Plaintiff ILRC”; for a court alone."
                  optional
                />
                <SelectField
                  field={fields.admission}
                  label="Admission to the court’s bar"
                  hint="Printed beside the name; for a court alone."
                  unchosen="Member, or not asked"
                  options={[
                    { value: "pro-hac-vice", label: "Admitted pro hac vice" },
                    { value: "pro-hac-vice-pending", label: "Pro hac vice application pending" },
                  ]}
                  optional
                />
                <div className="sm:col-span-2">
                  <ParagraphsField
                    field={fields.address}
                    label="Address"
                    hint="A line each."
                    rows={2}
                    optional
                  />
                </div>
                <div>
                  <RemoveEntry form={form} list={field.name} entry="signer" index={index} />
                </div>
              </fieldset>
            </Card>
          );
        })}
        <div>
          <AddEntry form={form} list={field.name} entry="signer" />
        </div>
      </div>
    </Section>
  );
}
