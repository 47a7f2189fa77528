import type { ReactNode } from "react";
import { Button } from "#app/ui/Button.tsx";
import { Card } from "#app/ui/Page.tsx";

/** What the attributes of a button are that changes a list; conform makes them. */
interface ListButton {
  readonly name: string;
  readonly value: string;
  readonly form: string;
  readonly formNoValidate: boolean;
}

interface EntryListProps {
  /** The list's field; conform's field metadata fits. */
  readonly field: {
    readonly id: string;
    readonly name: string;
    readonly errors: readonly string[] | undefined;
  };
  /** What one entry is called. */
  readonly noun: string;
  readonly add: ListButton;
  readonly entries: readonly {
    readonly key: string;
    readonly remove: ListButton;
    readonly fields: ReactNode;
  }[];
}

/** A list in a form: each entry in a card, with buttons that work without scripts. */
export function EntryList({ field, noun, add, entries }: EntryListProps) {
  return (
    <div className="grid gap-4" id={field.id} tabIndex={-1}>
      {field.errors ? (
        <p className="text-[0.9375rem] font-medium text-danger">{field.errors.join(" ")}</p>
      ) : null}
      {entries.map(({ key, remove, fields }, index) => (
        <Card key={key} className="p-5">
          <fieldset className="grid min-w-0 gap-4">
            <legend className="float-left mb-4 font-medium first-letter:uppercase">
              {`${noun} ${index + 1}`}
            </legend>
            {fields}
            <div>
              <Button look="quiet" {...remove} type="submit">
                {`Remove ${noun} ${index + 1}`}
              </Button>
            </div>
          </fieldset>
        </Card>
      ))}
      <div>
        <Button {...add} type="submit">
          {entries.length > 0 ? `Add another ${noun}` : `Add the first ${noun}`}
        </Button>
      </div>
    </div>
  );
}

/** Carries what an entry is known by, so that two people's lists are merged. */
export function EntryId({
  field,
}: {
  readonly field: { readonly name: string; readonly initialValue?: unknown };
}) {
  const id = typeof field.initialValue === "string" ? field.initialValue : "";
  return <input type="hidden" name={field.name} defaultValue={id} />;
}
