import { clsx } from "clsx";
import { ParagraphsField, TextField, type FormField } from "#app/ui/Field.tsx";

interface BothFieldsProps {
  readonly en: FormField;
  readonly es: FormField;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** The number of lines of a larger field. */
  readonly rows?: number;
  /** One below the other, for long lines. */
  readonly long?: boolean;
}

/** A pair of fields: English, and Spanish beside it. */
export function BothFields({
  en,
  es,
  label,
  hint,
  optional = false,
  rows,
  long = false,
}: BothFieldsProps) {
  const more = hint === undefined ? {} : { hint };
  return (
    <div
      className={clsx("grid gap-4", !long && "sm:grid-cols-2", rows === undefined && "items-end")}
    >
      {rows === undefined ? (
        <>
          <TextField field={en} label={label} optional={optional} {...more} />
          <TextField field={es} label={`${label} in Spanish`} optional />
        </>
      ) : (
        <>
          <ParagraphsField field={en} label={label} rows={rows} optional={optional} {...more} />
          <ParagraphsField field={es} label={`${label} in Spanish`} rows={rows} optional />
        </>
      )}
    </div>
  );
}
