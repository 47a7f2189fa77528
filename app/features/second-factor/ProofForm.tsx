import { factorProofForm } from "#app/domain/forms/second-factor.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { ButtonLook } from "#app/ui/Button.tsx";
import { PasswordField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

/** A change of a factor, with the fresh proof that it asks for. */
export function ProofForm({
  intent,
  submit,
  look = "plain",
  asksProof,
  hasApp,
  answer,
}: {
  readonly intent: string;
  readonly submit: string;
  readonly look?: ButtonLook;
  /** Whether they have to show first that it is them. */
  readonly asksProof: boolean;
  readonly hasApp: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({ id: intent, schema: factorProofForm, answer, intent });
  return (
    <SentForm form={form} intent={intent} submit={submit} submitting="Checking…" look={look}>
      {asksProof ? (
        <PasswordField
          field={fields.proofPassword}
          label={hasApp ? "Your password, or a code" : "Your password"}
          hint={
            hasApp
              ? "To show that it is still you: the password, a code of the app, or a recovery code."
              : "To show that it is still you."
          }
          autoComplete="current-password"
        />
      ) : null}
    </SentForm>
  );
}
