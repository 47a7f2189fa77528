import { useRef, useState } from "react";
import { useSubmit } from "react-router";
import type * as z from "zod";
import type { PasskeyAsk } from "#app/domain/forms/review.ts";
import { PasskeyButton } from "#app/features/passkeys/PasskeyButton.tsx";
import type { ButtonLook } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { useBusy, wouldPass } from "#app/ui/SentForm.tsx";
import type { Confirmation } from "#app/ui/use-confirm.tsx";

interface ByPasskeyProps {
  readonly documentId: string;
  /** Met by the form before a device is asked. */
  readonly schema: z.ZodObject;
  readonly intent: string;
  readonly decision: PasskeyAsk["decision"];
  readonly label: string;
  readonly look: ButtonLook;
  /** Asked before the device is, which signs a final act. */
  readonly ask?: Confirmation;
}

/** Stands for a signature while the rest of the form is checked. */
const TO_COME = "to come";

/**
 * Inside a decision's form: has a passkey sign what the form says, and sends it with the signature. The
 * signature is never kept in the form, where it would go out with what it was not made for.
 */
export function ByPasskey(props: ByPasskeyProps) {
  const { documentId, schema, intent, decision, label, look, ask } = props;
  const input = useRef<HTMLInputElement>(null);
  const busy = useBusy(intent);
  const submit = useSubmit();
  const [answerTo, setAnswerTo] = useState<{ readonly give: (yes: boolean) => void } | null>(null);

  const fieldsWith = (form: HTMLFormElement, passkey: string) => {
    const fields = new FormData(form);
    fields.set("passkey", passkey);
    return fields;
  };
  const isReady = () => {
    const form = input.current?.form;
    if (!form || !input.current) return false;
    if (!wouldPass(fieldsWith(form, TO_COME), schema)) {
      // The form's own check shows what is missing, and keeps it from being sent.
      input.current.value = TO_COME;
      form.requestSubmit();
      input.current.value = "";
      return false;
    }
    if (!ask) return true;
    return new Promise<boolean>((give) => setAnswerTo({ give }));
  };
  const close = (yes: boolean) => {
    answerTo?.give(yes);
    setAnswerTo(null);
  };
  const send = (by: string) => {
    const form = input.current?.form;
    if (form) void submit(fieldsWith(form, by), { method: "post" });
  };

  const asked = () => {
    const form = input.current?.form;
    const fields = form ? new FormData(form) : new FormData();
    const text = (name: string) => {
      const value = fields.get(name);
      return typeof value === "string" ? value : "";
    };
    const [versionId, hash, organizationId] = ["versionId", "hash", "organizationId"].map(text);
    return { versionId, hash, organizationId, decision };
  };
  return (
    <>
      <input ref={input} type="hidden" name="passkey" defaultValue="" />
      <PasskeyButton
        act="sign"
        address={`/documents/${documentId}/passkey`}
        body={asked}
        label={label}
        look={look}
        busy={busy}
        isReady={isReady}
        onAnswer={send}
      />
      {ask ? (
        <ConfirmDialog
          open={answerTo !== null}
          onClose={() => close(false)}
          title={ask.question}
          confirm={ask.confirm}
          look="primary"
          onConfirm={() => close(true)}
        >
          {ask.consequence}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
