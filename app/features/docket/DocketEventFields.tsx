import type { EntryField } from "#app/domain/docket-event/fields.ts";
import { docketKindOf, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import type { PaperTag } from "#server/services/index.ts";
import { ChoicesField, ParagraphsField, TextField, type FormField } from "#app/ui/Field.tsx";
import { DateField, SelectField, TickField } from "#app/ui/PickField.tsx";

interface DocketEventFieldsProps {
  readonly kind: DocketEventKind;
  readonly fields: Readonly<Record<string, FormField>>;
  /** The documents of the lawsuit. */
  readonly documents: readonly PaperTag[];
  /** The names of those who are sued. */
  readonly defendants: readonly string[];
  /** ISO date: past events can't be later. */
  readonly today: string;
}

/** The fields for one kind of entry. */
export function DocketEventFields({ kind, fields, ...rest }: DocketEventFieldsProps) {
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      {Object.entries(docketKindOf(kind).fields).map(([name, asked]) => {
        const field = fields[name];
        return field ? <EntryControl key={name} {...{ field, asked }} {...rest} /> : null;
      })}
    </>
  );
}

interface EntryControlProps extends Pick<
  DocketEventFieldsProps,
  "documents" | "defendants" | "today"
> {
  readonly field: FormField;
  readonly asked: EntryField;
}

function EntryControl({ field, asked, documents, defendants, today }: EntryControlProps) {
  const { input, label, hint, isShort, past, choices = {} } = asked;
  const optional = asked.missing === undefined;
  const common = { field, label, hint, optional };
  const options = Object.entries(choices).map(([value, words]) => ({ value, label: words }));
  switch (input) {
    case "line":
      return <TextField {...common} short={isShort} />;
    case "hour":
      return <TextField {...common} short />;
    case "hidden":
      return (
        <input type="hidden" name={field.name} defaultValue={String(field.initialValue ?? "")} />
      );
    case "words":
      return <ParagraphsField {...common} rows={3} />;
    case "day":
      return <DateField {...common} latest={past === undefined ? undefined : today} />;
    case "choice":
      return optional ? (
        <SelectField {...common} unchosen="Not recorded" options={options} />
      ) : (
        <ChoicesField {...common} choices={options} />
      );
    case "document":
      return documents.length === 0 ? null : (
        <SelectField
          {...common}
          unchosen="None"
          options={documents.map(({ id, title }) => ({ value: id, label: title }))}
        />
      );
    case "defendant":
      // Where one alone is sued, "the agency" is that one.
      return defendants.length < 2 ? null : (
        <SelectField
          {...common}
          unchosen="None"
          options={defendants.map((name) => ({ value: name, label: name }))}
        />
      );
    case "tick":
      return <TickField field={field} label={label} hint={hint} />;
  }
}
