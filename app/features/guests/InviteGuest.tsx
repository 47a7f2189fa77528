import { useActionData } from "react-router";
import type { DocumentReadersView } from "#server/services/index.ts";
import { inviteGuestForm } from "#app/domain/forms/guest.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { DateField, TickField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

/** Lets somebody of no organization read the document. */
export function InviteGuest({
  may: { inviteFor },
  days,
}: Pick<DocumentReadersView, "may" | "days">) {
  const [form, fields] = useSentForm({
    id: "invite",
    schema: inviteGuestForm,
    answer: useActionData<FormAnswer<unknown>>(),
    intent: "invite",
    defaultValue: { organizationId: inviteFor[0]?.id ?? "", level: "read" },
  });
  return (
    <SentForm form={form} intent="invite" submit="Invite them" submitting="Inviting…">
      <TextField field={fields.name} label="Name" />
      <TextField
        field={fields.email}
        label="E-mail address"
        type="email"
        hint="The link is mailed there, and so is the code that opens it. Only somebody who reads that mailbox can use it."
      />
      <ChoicesField
        field={fields.organizationId}
        label="Whose guest they are"
        hint="The organization answers for them: when it leaves the matter, the link ends."
        choices={inviteFor.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ChoicesField
        field={fields.level}
        label="What they may do"
        choices={[
          { value: "read", label: "Read it", hint: "And the conversations of the parties." },
          {
            value: "comment",
            label: "Read it, comment and suggest",
            hint: "In conversations of the parties; an organization’s own are never shown to them.",
          },
        ]}
      />
      <TickField
        field={fields.versions}
        label="Let them read its versions, too"
        hint="Submitted, named and filed ones, also those that come later."
      />
      <DateField
        field={fields.until}
        label="Until"
        hint="Up to 90 days from today; the whole day, in Washington."
        latest={days.last}
      />
    </SentForm>
  );
}
