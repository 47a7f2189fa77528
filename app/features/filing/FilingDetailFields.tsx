import { FILING_METHODS } from "#app/domain/filing.ts";
import { ChoicesField, TextField, type FormField } from "#app/ui/Field.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { ZoneField } from "./ZoneField.tsx";
import { FILING_METHOD_LABELS } from "./filing-labels.ts";

interface FilingDetailFieldsProps {
  readonly fields: Readonly<
    Record<"filedOn" | "zone" | "method" | "addressee" | "confirmation", FormField>
  >;
  /** ISO date: the latest possible date of filing. */
  readonly today: string;
}

/** The date, method and addressee or court of a filing. */
export function FilingDetailFields({ fields, today }: FilingDetailFieldsProps) {
  return (
    <>
      <DateField
        field={fields.filedOn}
        label="Date of filing"
        hint="As the agency or court counts it."
        latest={today}
      />
      <ZoneField field={fields.zone} />
      <ChoicesField
        field={fields.method}
        label="How it was filed"
        choices={FILING_METHODS.map((method) => ({
          value: method,
          label: FILING_METHOD_LABELS[method],
        }))}
      />
      <TextField field={fields.addressee} label="Filed with" hint="The office or the court." />
      <TextField
        field={fields.confirmation}
        label="Confirmation number"
        hint="As the agency or court wrote it."
        optional
      />
    </>
  );
}
