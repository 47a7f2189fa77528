import { FILING_ZONES, ZONE_LABELS } from "#app/domain/filing-zone.ts";
import type { FormField } from "#app/ui/Field.tsx";
import { SelectField } from "#app/ui/PickField.tsx";

/** The time zone of the agency's or court's dates. */
export function ZoneField({ field }: { readonly field: FormField }) {
  return (
    <SelectField
      field={field}
      label="Counted in"
      hint="The time zone of the agency or court: at its midnight the day of filing ends."
      unchosen="Choose…"
      options={FILING_ZONES.map((value) => ({ value, label: ZONE_LABELS[value] }))}
    />
  );
}
