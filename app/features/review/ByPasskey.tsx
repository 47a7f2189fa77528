import { useEffect, useRef, useState } from "react";
import type { PasskeyAsk } from "#app/domain/forms/review.ts";
import { PasskeyButton } from "#app/features/passkeys/PasskeyButton.tsx";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { ButtonLook } from "#app/ui/Button.tsx";
import { useBusy } from "#app/ui/SentForm.tsx";

interface ByPasskeyProps {
  readonly documentId: string;
  readonly formId: string;
  readonly intent: string;
  readonly decision: PasskeyAsk["decision"];
  readonly label: string;
  readonly look: ButtonLook;
  readonly answer: FormAnswer<unknown> | undefined;
}

/** Inside a decision's form: has a passkey sign what the form says, and sends it with the signature. */
export function ByPasskey(props: ByPasskeyProps) {
  const { documentId, formId, intent, decision, label, look, answer } = props;
  const input = useRef<HTMLInputElement>(null);
  const busy = useBusy(intent);
  const [signed, setSigned] = useState({ by: "", answer });
  // A signature counts once: what is sent after an answer needs another.
  const signature = signed.answer === answer ? signed.by : "";
  useEffect(() => {
    if (signature !== "") input.current?.form?.requestSubmit();
  }, [signature]);

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
      <input ref={input} type="hidden" name="passkey" value={signature} form={formId} readOnly />
      <PasskeyButton
        act="sign"
        address={`/documents/${documentId}/passkey`}
        body={asked}
        label={label}
        look={look}
        busy={busy}
        onAnswer={(by) => setSigned({ by, answer })}
      />
    </>
  );
}
