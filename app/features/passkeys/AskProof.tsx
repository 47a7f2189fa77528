import { useEffect, useState } from "react";
import { useFetcher, useRevalidator } from "react-router";
import type { ProofView } from "#server/services/index.ts";
import { passwordProofForm } from "#app/domain/forms/passkey.ts";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { Button } from "#app/ui/Button.tsx";
import { PasswordField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors, useSentForm } from "#app/ui/SentForm.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";

/** Where the forms of the account's page of passkeys are answered; it takes these two from any page. */
const ADDRESS = "/account/passkeys";

/**
 * Asks again who it is, on a page whose forms change a way in. Sent beside the page, so that what is
 * filled in there stays.
 */
export function AskProof({
  proof: { asksProof, hasPassword, hasPasskey },
  answer,
  before = "a way to come in is changed",
}: {
  readonly proof: ProofView;
  /** To the page's forms. */
  readonly answer: FormAnswer<unknown> | undefined;
  /** Completes "Before …". */
  readonly before?: string;
}) {
  const fetcher = useFetcher<FormAnswer>();
  const { revalidate } = useRevalidator();
  const refused = answer?.said === null ? answer : null;
  // A page loads nothing anew after a refusal; this one may be that it was shown too long ago.
  useEffect(() => {
    if (refused) void revalidate();
  }, [refused, revalidate]);
  // That takes the page's answer away, and with it the sentence of a form that is a single button.
  const [lost, setLost] = useState(refused);
  if (refused && refused !== lost) setLost(refused);
  const isLost = refused === null && lost?.reply.error?.[""] !== undefined;
  const busy = fetcher.state !== "idle";

  if (!asksProof) {
    return (
      <StatusMessage>
        {fetcher.data?.said
          ? "Thank you: you are not asked again for ten minutes. What you filled in is still here."
          : null}
      </StatusMessage>
    );
  }
  return (
    <div className="mb-10">
      <Section title="Show that it is you">
        <p className="mb-4 text-ink-soft">
          Before {before}, so that nobody does it at a computer that you left open. It then holds
          for ten minutes.
        </p>
        {isLost ? <FormErrors answer={lost} intent={lost.intent} /> : null}
        <div className="grid gap-6">
          {hasPasskey ? (
            <div>
              <FormErrors answer={fetcher.data} intent="prove-passkey" />
              <PasskeyButton
                act="sign"
                address="/passkeys/prove"
                label="Use a passkey"
                busy={busy}
                onAnswer={(response) =>
                  void fetcher.submit(
                    { [INTENT_FIELD]: "prove-passkey", response },
                    { method: "post", action: ADDRESS },
                  )
                }
              />
            </div>
          ) : null}
          {hasPassword ? <ByPassword fetcher={fetcher} /> : null}
          {hasPasskey || hasPassword ? null : (
            <p>You have neither password nor passkey to show it by: sign out, and sign in again.</p>
          )}
        </div>
      </Section>
    </div>
  );
}

function ByPassword({ fetcher }: { readonly fetcher: ReturnType<typeof useFetcher<FormAnswer>> }) {
  const intent = "prove-password";
  const [form, fields] = useSentForm({
    id: intent,
    schema: passwordProofForm,
    answer: fetcher.data,
    intent,
  });
  const busy = fetcher.state !== "idle";
  return (
    <fetcher.Form
      method="post"
      action={ADDRESS}
      id={form.id}
      onSubmit={(event) => {
        if (busy) event.preventDefault();
        else form.onSubmit(event);
      }}
      noValidate={form.noValidate}
      className="grid gap-5"
    >
      <FormErrors answer={fetcher.data} intent={intent} />
      <input type="hidden" name={INTENT_FIELD} value={intent} />
      <PasswordField
        field={fields.password}
        label="Your password"
        autoComplete="current-password"
      />
      <div>
        <Button type="submit" look="plain" busy={busy}>
          {busy ? "Checking…" : "Use the password"}
        </Button>
      </div>
    </fetcher.Form>
  );
}
