import { Form, useSubmit } from "react-router";
import { useRef, useState } from "react";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { Button, type ButtonLook } from "./Button.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { useBusy } from "./SentForm.tsx";

interface ConfirmFormProps {
  readonly intent?: string;
  /** Hidden fields; several values of one name are a list. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>;
  /** The button on the page, and its look. */
  readonly label: string;
  readonly look?: ButtonLook;
  /** Added to the button's name for screen readers, where a list has several of them. */
  readonly about?: string;
  /** The question, its consequence, and the confirming button. */
  readonly question: string;
  readonly consequence: string;
  readonly confirm: string;
  readonly className?: string;
}

/**
 * A form for a final act: the page's button opens a dialog whose button names the consequence.
 * Without scripts the button submits at once.
 */
export function ConfirmForm({
  intent,
  fields = {},
  label,
  look = "danger",
  about,
  question,
  consequence,
  confirm,
  className,
}: ConfirmFormProps) {
  const [asking, setAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  const busy = useBusy(intent);

  return (
    <Form
      ref={form}
      data-asks={`${question}\n\n${consequence}`}
      method="post"
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      {intent ? <input type="hidden" name={INTENT_FIELD} value={intent} /> : null}
      {Object.entries(fields).flatMap(([name, values]) =>
        [values]
          .flat()
          .map((value) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          )),
      )}
      <Button type="submit" look={look} busy={busy} aria-haspopup="dialog">
        {label}
        {about ? <span className="sr-only"> {about}</span> : null}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={question}
        confirm={confirm}
        look={look === "danger" ? "final" : "primary"}
        onConfirm={() => submit(form.current)}
      >
        {consequence}
      </ConfirmDialog>
    </Form>
  );
}
