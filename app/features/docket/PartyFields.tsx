import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import type { DocketInput } from "#app/document/details/docket-form.ts";
import { Button } from "#app/ui/Button.tsx";
import { ParagraphsField, TextField } from "#app/ui/Field.tsx";
import { Card, Section } from "#app/ui/Page.tsx";

type PartiesInput = DocketInput["plaintiffs"];

/** The parties of one side of a caption. FRCP 10(a): the title of a complaint names all of them. */
export function PartyFields({
  form,
  field,
  side,
}: {
  readonly form: FormMetadata<DocketInput>;
  readonly field: FieldMetadata<PartiesInput>;
  readonly side: "plaintiff" | "defendant";
}) {
  const name = side === "plaintiff" ? "Plaintiff" : "Defendant";
  return (
    <Section title={`${name}s`}>
      <div className="grid gap-4" id={field.id} tabIndex={-1}>
        {field.errors ? (
          <p className="text-[0.9375rem] font-medium text-danger">{field.errors.join(" ")}</p>
        ) : null}
        {field.getFieldList().map((item, index) => {
          const fields = item.getFieldset();
          return (
            <Card key={item.key ?? item.id} className="p-5">
              <fieldset className="grid gap-4">
                <legend className="float-left mb-4 font-medium">
                  {name} {index + 1}
                </legend>
                <input
                  type="hidden"
                  name={fields.id.name}
                  defaultValue={String(fields.id.initialValue ?? "")}
                />
                <TextField field={fields.name} label="Name" />
                <ParagraphsField
                  field={fields.address}
                  label="Address"
                  hint="A line each; some courts want it in the caption."
                  rows={2}
                  optional
                />
                <div>
                  <Button
                    look="quiet"
                    {...form.remove.getButtonProps({ name: field.name, index })}
                    type="submit"
                  >
                    Remove {side} {index + 1}
                  </Button>
                </div>
              </fieldset>
            </Card>
          );
        })}
        <div>
          <Button {...form.insert.getButtonProps({ name: field.name })} type="submit">
            Add a {side}
          </Button>
        </div>
      </div>
    </Section>
  );
}
