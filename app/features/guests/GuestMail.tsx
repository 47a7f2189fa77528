import { guestMailForm } from "#app/domain/forms/guest.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { Section } from "#app/ui/Page.tsx";
import { TickField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

/** Whether a guest is told of answers to their comments, and what became of their suggestions. */
export function GuestMail({
  hears,
  answer,
}: {
  readonly hears: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "mail",
    schema: guestMailForm,
    answer,
    intent: "mail",
    defaultValue: { hears: hears ? "on" : "" },
  });
  return (
    <Section title="E-mail">
      <SentForm form={form} intent="mail" submit="Save" submitting="Saving…" look="plain">
        <TickField
          field={fields.hears}
          label="Tell me of answers to my comments, and what became of my suggestions"
          hint="The e-mails have no word of the document or of a comment."
        />
      </SentForm>
    </Section>
  );
}
