import { changeNameForm } from "#app/domain/forms/account.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export function OwnName({
  name,
  answer,
}: {
  readonly name: string;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "name",
    schema: changeNameForm,
    answer,
    intent: "name",
    defaultValue: { name },
  });
  return (
    <Section title="Name">
      <SentForm form={form} intent="name" submit="Save name" submitting="Saving…" look="plain">
        <TextField
          field={fields.name}
          label="Your name"
          hint="Others see it beside your caret and in the record."
          autoComplete="name"
        />
      </SentForm>
    </Section>
  );
}
