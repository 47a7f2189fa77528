import { changePasswordForm } from "#app/domain/forms/account.ts";
import { PASSWORD_MINIMUM } from "#app/domain/forms/password.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { PasswordField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

/** Changes the password, which ends the sessions on other devices. */
export function OwnPassword({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form, fields] = useSentForm({
    id: "password",
    schema: changePasswordForm,
    answer,
    intent: "password",
  });
  return (
    <Section title="Password">
      <SentForm
        form={form}
        intent="password"
        submit="Change password"
        submitting="Changing…"
        look="plain"
      >
        <PasswordField
          field={fields.currentPassword}
          label="Current password"
          autoComplete="current-password"
        />
        <PasswordField
          field={fields.newPassword}
          label="New password"
          hint={`At least ${PASSWORD_MINIMUM} characters; a short sentence is easy to remember. Your other devices are signed out, and tokens for your programs and your calendar’s address end.`}
          autoComplete="new-password"
        />
      </SentForm>
    </Section>
  );
}
