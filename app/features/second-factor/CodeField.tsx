import { TextField } from "#app/ui/Field.tsx";
import type { FormField } from "#app/ui/Field.tsx";

/** A code of the app, which browsers and phones fill in by themselves where they know it. */
export function CodeField({
  field,
  label = "Code",
  hint,
}: {
  readonly field: FormField;
  readonly label?: string;
  readonly hint: string;
}) {
  return <TextField field={field} label={label} hint={hint} autoComplete="one-time-code" short />;
}
