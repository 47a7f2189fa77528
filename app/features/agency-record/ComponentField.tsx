import type { FieldMetadata } from "@conform-to/react";
import { SelectField } from "#app/ui/PickField.tsx";

/** The component that an event is of (L51); asked once several have the request. */
export function ComponentField({
  field,
  components,
}: {
  readonly field: FieldMetadata<string | undefined>;
  /** Those that have the request, and the one that an event names already. */
  readonly components: readonly string[];
}) {
  return (
    <SelectField
      field={field}
      label="Component"
      unchosen="All that have the request"
      options={components.map((value) => ({ value, label: value }))}
      hint="Each component that has the request has a clock of its own."
      optional
    />
  );
}
