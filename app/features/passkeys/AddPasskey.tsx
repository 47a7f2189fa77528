import { useRef } from "react";
import { Form, useSubmit } from "react-router";
import { addPasskeyForm } from "#app/domain/forms/passkey.ts";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors, useBusy, useSentForm } from "#app/ui/SentForm.tsx";
import type { PasskeysView } from "#server/services/index.ts";
import { PasskeyButton } from "./PasskeyButton.tsx";

/** Makes a passkey in this browser, or on a device that it can reach. */
export function AddPasskey({
  view: { suggestedName, madeThrough, isTold },
  answer,
}: {
  readonly view: PasskeysView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const element = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  const busy = useBusy("add");
  const [form, fields] = useSentForm({
    id: "add-passkey",
    schema: addPasskeyForm,
    answer,
    intent: "add",
    defaultValue: { name: suggestedName },
  });
  const send = (response: string) => {
    if (!element.current) return;
    const filled = new FormData(element.current);
    filled.set("response", response);
    void submit(filled, { method: "post" });
  };
  return (
    <Section title="Add a passkey">
      <FormErrors answer={answer} intent="add" />
      <p className="mb-4 text-ink-soft">
        Your device asks for your finger, your face or its PIN, and keeps the key. Have two at
        least, so that a lost device does not lock you out.
        {madeThrough
          ? ` You came in through ${madeThrough}: what you add now lets you act for ${madeThrough} alone.`
          : null}{" "}
        {isTold
          ? "You are told by mail when one is added."
          : "This server sends no mail to you about it: look at this list from time to time, and remove what you don’t know."}
      </p>
      <Form
        ref={element}
        method="post"
        id={form.id}
        className="grid gap-5"
        onSubmit={(event) => event.preventDefault()}
      >
        <input type="hidden" name={INTENT_FIELD} value="add" />
        <TextField
          field={fields.name}
          label="Name"
          hint="So that you know it again: the device that keeps it."
        />
        <PasskeyButton
          act="make"
          address="/passkeys/make"
          label="Add a passkey"
          look="primary"
          type="submit"
          busy={busy}
          isReady={() => element.current?.reportValidity() ?? false}
          onAnswer={send}
        />
      </Form>
    </Section>
  );
}
