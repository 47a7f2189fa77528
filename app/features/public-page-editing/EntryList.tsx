import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { Button } from "#app/ui/Button.tsx";
import { Card } from "#app/ui/Page.tsx";

interface EntryListProps<Entry, Form extends Record<string, unknown>> {
  readonly form: Pick<FormMetadata<Form>, "insert" | "remove">;
  readonly field: FieldMetadata<Entry[] | undefined, Form>;
  /** The name of one entry, such as "day". */
  readonly noun: string;
  /** Renders the fields of one entry. */
  readonly children: (entry: FieldMetadata<Entry, Form>) => ReactNode;
}

/** A list in a form: each entry in a card, with buttons that work without scripts. */
export function EntryList<Entry, Form extends Record<string, unknown>>({
  form,
  field,
  noun,
  children,
}: EntryListProps<Entry, Form>) {
  const { id, name, errors } = field;
  const entries = field.getFieldList();
  return (
    <div className="grid gap-4" id={id} tabIndex={-1}>
      {errors ? (
        <p className="text-[0.9375rem] font-medium text-danger">{errors.join(" ")}</p>
      ) : null}
      {entries.map((entry, index) => (
        <Card key={entry.key ?? entry.id} className="p-5">
          <fieldset className="grid min-w-0 gap-4">
            <legend className="float-left mb-4 font-medium first-letter:uppercase">
              {`${noun} ${index + 1}`}
            </legend>
            {children(entry)}
            <div>
              <Button look="quiet" {...form.remove.getButtonProps({ name, index })} type="submit">
                {`Remove ${noun} ${index + 1}`}
              </Button>
            </div>
          </fieldset>
        </Card>
      ))}
      <div>
        <Button {...form.insert.getButtonProps({ name })} type="submit">
          {entries.length > 0 ? `Add another ${noun}` : `Add the first ${noun}`}
        </Button>
      </div>
    </div>
  );
}

/** A hidden field with an entry's id, by which the lists of two people are merged. */
export function EntryId({
  field,
}: {
  readonly field: { readonly name: string; readonly initialValue?: unknown };
}) {
  const id = typeof field.initialValue === "string" ? field.initialValue : "";
  return <input type="hidden" name={field.name} defaultValue={id} />;
}
