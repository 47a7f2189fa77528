import { changePasswordForm } from "~/domain/forms/account";
import { PASSWORD_MINIMUM } from "~/domain/forms/password";
import type { FormAnswer } from "~/http/form-answer";
import { PasswordField } from "../Field";
import { Section } from "../Page";
import { SentForm, useSentForm } from "../SentForm";

/** A new password, which ends the sessions on other devices. */
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
          hint={`At least ${PASSWORD_MINIMUM} characters; a short sentence is easy to remember. Your other devices are signed out.`}
          autoComplete="new-password"
        />
      </SentForm>
    </Section>
  );
}
