import { useSubmit } from "react-router";
import { passwordProofForm } from "#app/domain/forms/passkey.ts";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { PasswordField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useBusy, useSentForm } from "#app/ui/SentForm.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";

/** Asks again who it is, where that was shown a while ago. */
export function ProveAgain({
  hasPassword,
  hasPasskey,
  answer,
}: {
  readonly hasPassword: boolean;
  readonly hasPasskey: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const submit = useSubmit();
  const busy = useBusy("prove-passkey");
  return (
    <Section title="Show that it is you">
      <p className="mb-4 text-ink-soft">
        Before a passkey is added or removed, so that nobody does it at a computer that you left
        open. It then holds for ten minutes.
      </p>
      <div className="grid gap-6">
        {hasPasskey ? (
          <div>
            <FormErrors answer={answer} intent="prove-passkey" />
            <PasskeyButton
              act="sign"
              address="/passkeys/prove"
              label="Use a passkey"
              busy={busy}
              onAnswer={(response) =>
                void submit({ [INTENT_FIELD]: "prove-passkey", response }, { method: "post" })
              }
            />
          </div>
        ) : null}
        {hasPassword ? <ByPassword answer={answer} /> : null}
        {hasPasskey || hasPassword ? null : (
          <p>You have no password of your own: sign out, and sign in again.</p>
        )}
      </div>
    </Section>
  );
}

function ByPassword({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form, fields] = useSentForm({
    id: "prove-password",
    schema: passwordProofForm,
    answer,
    intent: "prove-password",
  });
  return (
    <SentForm
      form={form}
      intent="prove-password"
      submit="Use the password"
      submitting="Checking…"
      look="plain"
    >
      <PasswordField
        field={fields.password}
        label="Your password"
        autoComplete="current-password"
      />
    </SentForm>
  );
}
