import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import type { z } from "zod";
import type { factsForm, FilledFactsForm } from "~/prose/facts-form";
import { Button } from "../Button";
import { ParagraphsField, TextField, type FormField } from "../Field";
import { Card, Section } from "../Page";
import { SelectField, TickField } from "../PickField";
import { PartyFields } from "./PartyFields";

/** The form as it is typed in, and the parts of it. */
export type FactsInput = z.input<typeof factsForm>;
export type FactsFormMetadata = FormMetadata<FactsInput>;
type Fieldset<Fields> = Required<{ [Name in keyof Fields]: FieldMetadata<Fields[Name]> }>;
type Part<Name extends "letter" | "caption" | "certifier"> = Fieldset<
  NonNullable<FactsInput[Name]>
>;
type OrganizationPart = Fieldset<NonNullable<FactsInput["organizations"]>[number]>;

/** Which parties speak in this document, and under which address. */
export function OrganizationFields({
  list,
  organizations,
}: {
  readonly list: readonly OrganizationPart[];
  readonly organizations: FilledFactsForm["organizations"];
}) {
  return (
    <Section title="Organizations that speak">
      <div className="grid gap-4">
        {list.map((fields, index) => {
          const organization = organizations[index];
          if (!organization) return null;
          return (
            <Card key={organization.id} className="grid gap-3 p-5">
              <input type="hidden" name={fields.id.name} value={organization.id} />
              <TickField field={fields.speaks} label={organization.name} />
              <ParagraphsField
                field={fields.address}
                label={`Address of ${organization.name}`}
                hint="A line each, as it is to be printed."
                rows={2}
                optional
              />
            </Card>
          );
        })}
      </div>
    </Section>
  );
}

/** What stands above a letter or request. */
export function LetterFields({ fields }: { readonly fields: Part<"letter"> }) {
  return (
    <Section title="Head of the letter">
      <div className="grid gap-5">
        <TickField
          field={fields.printed}
          label="Print letterhead, date and addressee above the text"
          hint="Untick it where the text itself says them. The date is the day of filing."
        />
        <TextField
          field={fields.delivery}
          label="How it is sent"
          hint="Such as “Via SecureRelease portal”."
          optional
        />
        <ParagraphsField
          field={fields.addressee}
          label="Addressee"
          hint="A line each."
          rows={4}
          optional
        />
        <TextField field={fields.re} label="Re" optional />
        <TickField field={fields.expeditedProcessing} label="Expedited processing is requested" />
        <TickField field={fields.feeWaiver} label="A fee waiver is requested" />
      </div>
    </Section>
  );
}

/** The caption of a paper filed in court. */
export function CaptionFields({
  form,
  fields,
}: {
  readonly form: FactsFormMetadata;
  readonly fields: Part<"caption">;
}) {
  return (
    <>
      <Section title="Court">
        <div className="grid gap-5">
          <TextField field={fields.court} label="Court" />
          <TextField field={fields.district} label="District" />
          <TextField field={fields.division} label="Division" optional />
          <TextField
            field={fields.caseNumber}
            label="Case number"
            hint="Leave it empty until the court assigns one; a blank is printed."
            optional
          />
        </div>
      </Section>
      <Section title="Paper">
        <div className="grid gap-5">
          <TextField field={fields.paperTitle} label="Title of the paper" />
          <ParagraphsField
            field={fields.designations}
            label="Lines under the title"
            hint="A line each."
            rows={2}
            optional
          />
        </div>
      </Section>
      <PartyFields form={form} field={fields.plaintiffs} side="plaintiff" />
      <PartyFields form={form} field={fields.defendants} side="defendant" />
    </>
  );
}

/** Everyone who signs for an organization. */
export function SignerFields({
  form,
  field,
  organizations,
  court,
}: {
  readonly form: FactsFormMetadata;
  readonly field: FieldMetadata<FactsInput["signers"]>;
  readonly organizations: FilledFactsForm["organizations"];
  /** Whether it is a paper for a court, with counsel. */
  readonly court: boolean;
}) {
  const list = field.getFieldList();
  return (
    <Section title="Signers">
      <div className="grid gap-4" id={field.id} tabIndex={-1}>
        {list.map((item, index) => {
          const fields = item.getFieldset();
          return (
            <Card key={item.key ?? item.id} className="p-5">
              <fieldset className="grid gap-4">
                <legend className="float-left mb-4 font-medium">Signer {index + 1}</legend>
                <input
                  type="hidden"
                  name={fields.id.name}
                  defaultValue={String(fields.id.initialValue ?? "")}
                />
                <TextField field={fields.name} label="Name" />
                <SelectField
                  field={fields.organizationId}
                  label="Signs for"
                  unchosen="Choose…"
                  options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
                />
                <TextField field={fields.title} label="Title" optional />
                {court ? (
                  <>
                    <TextField
                      field={fields.barNumber}
                      label="Bar number"
                      hint="With its state, as it is to be printed."
                      optional
                    />
                    <TextField
                      field={fields.partyRepresented}
                      label="Represents"
                      hint="Such as “Plaintiff Immigrant Legal Resource Center”."
                      optional
                    />
                    <TickField field={fields.counsel} label="Named in the counsel block" />
                  </>
                ) : null}
                <ParagraphsField
                  field={fields.address}
                  label="Address"
                  hint="A line each."
                  rows={2}
                  optional
                />
                <TextField field={fields.email} label="E-mail address" type="email" optional />
                <TextField field={fields.telephone} label="Telephone" optional />
                <div>
                  <Button
                    look="quiet"
                    {...form.remove.getButtonProps({ name: field.name, index })}
                    type="submit"
                  >
                    Take out signer {index + 1}
                  </Button>
                </div>
              </fieldset>
            </Card>
          );
        })}
        <div>
          <Button {...form.insert.getButtonProps({ name: field.name })} type="submit">
            Add a signer
          </Button>
        </div>
      </div>
    </Section>
  );
}

/** Who certifies a request for expedited processing. */
export function CertifierFields({ fields }: { readonly fields: Part<"certifier"> }) {
  return (
    <Section title="Certification">
      <p className="mb-4 text-ink-soft">
        Who certifies that the reasons for expedited processing are true. Leave it empty where none
        is requested. The person confirms it to whoever files.
      </p>
      <div className="grid gap-5">
        <TextField field={fields.name} label="Certifier" optional />
        <TextField field={fields.title} label="Title of the certifier" optional />
      </div>
    </Section>
  );
}

/** The agency's numbers of the requests that this paper is about. */
export function TrackingField({ field }: { readonly field: FormField }) {
  return (
    <Section title="Agency’s numbers">
      <ParagraphsField
        field={field}
        label="Tracking numbers"
        hint="Of the requests that this paper is about, a line each."
        rows={2}
        optional
      />
    </Section>
  );
}
