import { changeNameForm } from "~/domain/forms/account";
import type { FormAnswer } from "~/http/form-answer";
import { TextField } from "../Field";
import { Section } from "../Page";
import { SentForm, useSentForm } from "../SentForm";

/** How one's name is written. */
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
          hint="It stands beside your caret and in the record."
          autoComplete="name"
        />
      </SentForm>
    </Section>
  );
}
