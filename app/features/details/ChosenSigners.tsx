import type { FieldMetadata } from "@conform-to/react";
import { Link } from "react-router";
import type { ReactNode } from "react";
import type { DocumentDetailsView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { AddEntry, RemoveEntry } from "#app/ui/EntryButtons.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { SelectField, TickField } from "#app/ui/PickField.tsx";
import type { DetailsFormMetadata, DetailsInput } from "./DetailsFields.tsx";

/** Chooses the signers of a document, in order, among those that its matter records. */
export function ChosenSigners({
  form,
  field,
  signers,
  court,
  elsewhere,
  record,
}: {
  readonly form: DetailsFormMetadata;
  readonly field: FieldMetadata<DetailsInput["signers"]>;
  readonly signers: DocumentDetailsView["signers"];
  /** Whether it is a court paper, signed by counsel. */
  readonly court: boolean;
  /** A link to the page that edits signers. */
  readonly elsewhere: ReactNode;
  /** The address of the page that records the first signer. */
  readonly record: string;
}) {
  const list = field.getFieldList();
  const options = signers.map(({ id, name, organization, barNumber }) => ({
    value: id,
    label: [name, organization, barNumber].filter(Boolean).join(", "),
  }));
  if (options.length === 0) {
    return (
      <Section id={field.id} title="Signers">
        <Empty
          action={
            <Link to={record} className="link">
              Record signers
            </Link>
          }
        >
          <p>Nobody is recorded in this matter yet who signs for an organization.</p>
        </Empty>
      </Section>
    );
  }
  return (
    <Section title="Signers" actions={elsewhere}>
      <div className="grid gap-4" id={field.id} tabIndex={-1}>
        {field.errors ? (
          <p className="text-[0.9375rem] font-medium text-danger">{field.errors.join(" ")}</p>
        ) : null}
        {list.map((item, index) => {
          const fields = item.getFieldset();
          const chosen = signers.find(({ id }) => id === fields.id.value);
          const move = (by: 1 | -1) =>
            form.reorder.getButtonProps({ name: field.name, from: index, to: index + by });
          return (
            <Card key={item.key ?? item.id} className="p-5">
              <fieldset className="grid gap-4">
                <legend className="sr-only">Signer {index + 1}</legend>
                <SelectField
                  field={fields.id}
                  label={`Signer ${index + 1}`}
                  unchosen="Choose…"
                  options={options}
                />
                {chosen ? <Details signer={chosen} /> : null}
                {court ? (
                  <TickField field={fields.counsel} label="Named in the counsel block" />
                ) : null}
                <div className="-ml-3 flex flex-wrap gap-x-2">
                  {index > 0 ? (
                    <Button look="quiet" {...move(-1)} type="submit">
                      Move signer {index + 1} up
                    </Button>
                  ) : null}
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

/** A signer's details in the matter's record. */
function Details({ signer }: { readonly signer: DocumentDetailsView["signers"][number] }) {
  const { title, email, telephone, address, partyRepresented } = signer;
  const said = [title, email, telephone, ...address, partyRepresented].filter(Boolean);
  return said.length > 0 ? <p className="text-sm text-ink-soft">{said.join(" · ")}</p> : null;
}
