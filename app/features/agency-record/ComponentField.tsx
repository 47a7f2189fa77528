import type { FieldMetadata } from "@conform-to/react";
import { SelectField } from "#app/ui/PickField.tsx";

/** The component that an event is of (L51): asked once several have the request, or where one is named. */
export function ComponentField({
  field,
  components,
}: {
  readonly field: FieldMetadata<string | undefined>;
  /** Those that have the request. */
  readonly components: readonly string[];
}) {
  const named = field.initialValue ?? "";
  if (components.length < 2 && named === "") return null;
  const options = [...new Set([...components, named])].filter((name) => name !== "");
  return (
    <SelectField
      field={field}
      label="Component"
      unchosen="All that have the request"
      options={options.map((value) => ({ value, label: value }))}
      hint="Each component that has the request has a clock of its own."
      optional
    />
  );
}
