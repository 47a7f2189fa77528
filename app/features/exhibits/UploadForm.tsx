import { Form } from "react-router";
import { useState, type ReactNode } from "react";
import { EXHIBIT_FILE_FIELD } from "#app/domain/forms/exhibit.ts";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { Button, type ButtonLook } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { useBusy } from "#app/ui/SentForm.tsx";
import { FileField } from "#app/ui/FileField.tsx";

interface UploadFormProps {
  readonly id: string;
  readonly intent: string;
  /** Distinguishes this form from others of the same intent. */
  readonly exhibitId?: string;
  readonly answer: FormAnswer | undefined;
  readonly fileLabel: string;
  readonly submit: string;
  readonly look?: ButtonLook;
  /** Further fields, before the file so that the server knows them when it arrives. */
  readonly children?: ReactNode;
}

/** A form with a PDF. Works without scripts; with them it shows that the upload is running. */
export function UploadForm({
  id,
  intent,
  exhibitId,
  answer,
  fileLabel,
  submit,
  look = "primary",
  children,
}: UploadFormProps) {
  const busy = useBusy(intent);
  const [sendable, setSendable] = useState(true);
  const mine = answer?.intent === intent && wasSentFor(answer, exhibitId);
  const errors = mine ? (answer.reply.error ?? {}) : {};
  const [ofFile] = errors[EXHIBIT_FILE_FIELD] ?? [];
  // Errors of the file field are shown there.
  const others = ofFile ? [] : Object.values(errors).flatMap((sentences) => sentences ?? []);
  return (
    <Form
      // A new key empties the form after success.
      key={mine && answer.said ? "sent" : "open"}
      id={id}
      method="post"
      encType="multipart/form-data"
      className="grid gap-5"
      onSubmit={(event) => {
        if (!sendable || busy) event.preventDefault();
      }}
    >
      <div role="alert" className="empty:hidden">
        {others.length > 0 ? (
          <Notice kind="problem">
            {others.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Notice>
        ) : null}
      </div>
      <input type="hidden" name={INTENT_FIELD} value={intent} />
      {exhibitId === undefined ? null : <input type="hidden" name="exhibitId" value={exhibitId} />}
      {children}
      <FileField label={fileLabel} error={ofFile} onChoice={setSendable} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look={look} busy={busy || !sendable}>
          {busy ? "Sending and looking through it…" : submit}
        </Button>
        {busy ? <progress aria-label="The file is on its way" className="w-40" /> : null}
      </div>
    </Form>
  );
}

/** Whether the answer belongs to the form of that exhibit, where there are several. */
function wasSentFor(answer: FormAnswer, exhibitId: string | undefined): boolean {
  return exhibitId === undefined || answer.reply.initialValue?.["exhibitId"] === exhibitId;
}
