import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import type * as z from "zod";
import type { detailsForm, FilledDetailsForm } from "#app/document/details/details-form.ts";
import type { ReactNode } from "react";
import { ParagraphsField, TextField, type FormField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SelectField, TickField } from "#app/ui/PickField.tsx";

/** The input of the form. */
export type DetailsInput = z.input<typeof detailsForm>;
export type DetailsFormMetadata = FormMetadata<DetailsInput>;
type Fieldset<Fields> = Required<{ [Name in keyof Fields]: FieldMetadata<Fields[Name]> }>;
type DetailsFieldset<Name extends "letter" | "caption" | "certifier"> = Fieldset<
  NonNullable<DetailsInput[Name]>
>;
type OrganizationPart = Fieldset<NonNullable<DetailsInput["organizations"]>[number]>;

/** Chooses the parties of a document. */
export function OrganizationFields({
  title,
  list,
  organizations,
  elsewhere,
}: {
  /** The label of their role in this kind of document. */
  readonly title: string;
  readonly list: readonly OrganizationPart[];
  readonly organizations: FilledDetailsForm["organizations"];
  /** A link to the page that edits their addresses. */
  readonly elsewhere: ReactNode;
}) {
  return (
    <Section title={title} actions={elsewhere}>
      <div className="grid gap-3">
        {list.map((fields, index) => {
          const organization = organizations[index];
          if (!organization) return null;
          return (
            <div key={organization.id}>
              <input type="hidden" name={fields.id.name} value={organization.id} />
              <TickField
                field={fields.speaks}
                label={organization.name}
                hint={organization.stands.join(", ")}
              />
            </div>
          );
        })}
      </div>
    </Section>
  );
}

/** The fields above the text of a letter or request. */
export function LetterFields({
  fields,
  agency,
  elsewhere,
}: {
  readonly fields: DetailsFieldset<"letter">;
  /** The agency's address as recorded in the matter. */
  readonly agency: readonly string[] | null;
  /** A link to the page that edits it. */
  readonly elsewhere: ReactNode;
}) {
  const recorded = agency !== null && agency.length > 0;
  return (
    <Section id="letter" title="Head of the letter" actions={elsewhere}>
      <div className="grid gap-5">
        <TickField
          field={fields.printed}
          label="Print letterhead, date and addressee above the text"
          hint="Clear it where the text itself says them. The date is the day of filing."
        />
        <TextField
          field={fields.delivery}
          label="How it is sent"
          hint="Such as “Via SecureRelease portal”."
          optional
        />
        <TickField
          field={fields.toAgency}
          label="Addressed to the agency"
          hint={
            recorded
              ? `As the matter records it: ${agency.join(", ")}`
              : "The matter records no address of the agency yet; until it does, the addressee below is printed."
          }
        />
        <ParagraphsField
          field={fields.addressee}
          label={recorded ? "Another addressee" : "Addressee"}
          hint={recorded ? "A line each; printed where it is not the agency." : "A line each."}
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

/** The title of a court paper. */
export function PaperFields({ fields }: { readonly fields: DetailsFieldset<"caption"> }) {
  return (
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
  );
}

/** The certifiers of a request for expedited processing. */
export function CertifierFields({
  fields,
  further,
  organizations,
}: {
  readonly fields: DetailsFieldset<"certifier">;
  /** One for each organization, in their order. */
  readonly further: readonly Readonly<Record<"organizationId" | "name" | "title", FormField>>[];
  readonly organizations: FilledDetailsForm["organizations"];
}) {
  return (
    <Section id="certification" title="Certification">
      <p className="mb-4 text-ink-soft">
        Who certifies that the reasons for expedited processing are true. Leave it empty where none
        is requested. The person confirms it to whoever files.
      </p>
      <div className="grid gap-5">
        <TextField field={fields.name} label="Certifier" optional />
        <TextField field={fields.title} label="Title of the certifier" optional />
        <SelectField
          field={fields.organizationId}
          label="Certifies for"
          unchosen="No organization in particular"
          options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
        {organizations.length > 1 ? (
          <details open={further.some(({ name }) => Boolean(name.initialValue))}>
            <summary className="cursor-pointer rounded-md py-1 font-medium">
              Others who certify for their own organizations
            </summary>
            <div className="mt-3 grid gap-5 border-l-2 border-rule pl-4">
              {further.map(({ organizationId, name, title }, at) => {
                const party = organizations[at]?.name ?? "";
                return (
                  <div key={organizationId.id} className="grid gap-3">
                    <input
                      type="hidden"
                      name={organizationId.name}
                      value={organizations[at]?.id ?? ""}
                    />
                    <TextField field={name} label={`Certifies for ${party}`} optional />
                    <TextField field={title} label={`Their title at ${party}`} optional />
                  </div>
                );
              })}
            </div>
          </details>
        ) : null}
      </div>
    </Section>
  );
}

/** The agency's tracking numbers of the requests that this document is about. */
export function TrackingField({ field }: { readonly field: FormField }) {
  return (
    <Section id="tracking" title="Agency’s numbers">
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
