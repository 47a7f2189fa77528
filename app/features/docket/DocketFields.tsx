import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { writtenDate } from "#app/domain/dates.ts";
import type { DocketInput } from "#app/document/details/docket-form.ts";
import type { DocketView } from "#server/services/index.ts";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { PartyFields } from "./PartyFields.tsx";

type Fields = Required<{ [Name in keyof DocketInput]: FieldMetadata<DocketInput[Name]> }>;

/** All fields of a lawsuit. */
export function DocketFields({
  form,
  fields,
  filings,
}: {
  readonly form: FormMetadata<DocketInput>;
  readonly fields: Fields;
  readonly filings: DocketView["filings"];
}) {
  return (
    <>
      <Section title="Court">
        <div className="grid gap-5">
          <TextField field={fields.court} label="Court" />
          <TextField
            field={fields.district}
            label="District"
            hint="Such as “Northern District of California”."
          />
          <TextField field={fields.division} label="Division" optional />
          <TextField
            field={fields.caseNumber}
            label="Case number"
            hint="Leave it empty until the court assigns one; a blank is printed."
            optional
          />
          <TextField field={fields.judge} label="Judge" optional />
        </div>
      </Section>
      <PartyFields form={form} field={fields.plaintiffs} side="plaintiff" />
      <PartyFields form={form} field={fields.defendants} side="defendant" />
      <Section title="Days">
        <div className="grid gap-5">
          <DateField field={fields.filedOn} label="Filed" optional />
          <DateField field={fields.servedOn} label="Served" optional />
          <DateField
            field={fields.answerDueOn}
            label="Answer due"
            hint="As the summons or an order says; it is not computed."
            optional
          />
        </div>
      </Section>
      {filings.length > 0 ? (
        <Section title="Filings that it enforces">
          <ChoicesField
            field={fields.enforces}
            label="Requests and appeals"
            hint="Those that the agency has not answered as it had to."
            choices={filings.map(({ id, title, filedOn }) => ({
              value: id,
              label: title,
              hint: `Filed ${writtenDate(filedOn)}`,
            }))}
            multiple
            optional
          />
        </Section>
      ) : null}
    </>
  );
}
