import { useActionData, useSubmit } from "react-router";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { FormErrors, useBusy } from "#app/ui/SentForm.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";

/** Makes the passkey that is required of somebody before they go on. */
export function EnrollPasskey({ name }: { readonly name: string }) {
  const answer = useActionData<FormAnswer<unknown>>();
  const submit = useSubmit();
  const busy = useBusy("passkey");
  return (
    <div className="mb-6">
      <FormErrors answer={answer} intent="passkey" />
      <p className="mb-4">
        With a passkey you sign in by your finger, your face or the PIN of your device, and need no
        password any more.
      </p>
      <PasskeyButton
        act="make"
        address="/passkeys/make"
        label="Make a passkey"
        look="primary"
        busy={busy}
        onAnswer={(response) =>
          void submit({ [INTENT_FIELD]: "passkey", name, response }, { method: "post" })
        }
      />
    </div>
  );
}
