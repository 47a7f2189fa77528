import { returnToDraftForm } from "#app/domain/forms/review.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

const TEXTS = {
  recall: {
    title: "Recall it to draft",
    submit: "Recall to draft",
    submitting: "Recalling…",
    question: "Recall the document from review?",
  },
  reopen: {
    title: "Reopen it",
    submit: "Reopen as a draft",
    submitting: "Reopening…",
    question: "Reopen the approved document?",
  },
} as const;

/** Returns a document to draft, with the reason. */
export function TakeBack({
  intent,
  answer,
}: {
  readonly intent: keyof typeof TEXTS;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: intent,
    schema: returnToDraftForm,
    answer,
    intent,
  });
  const { title, submit, submitting, question } = TEXTS[intent];
  return (
    <details open={answer?.intent === intent} className="rounded-lg border border-rule bg-paper">
      <summary className="cursor-pointer rounded-lg px-5 py-3.5 font-medium hover:bg-wash">
        {title}
      </summary>
      <SentForm
        form={form}
        intent={intent}
        submit={submit}
        submitting={submitting}
        look="plain"
        ask={{
          question,
          consequence:
            "Drafters can write in it again. The signatures given so far no longer count and stay in its history; even the same text then needs new ones.",
          confirm: submit,
        }}
        className="px-5 pt-1 pb-5"
      >
        <ParagraphsField
          field={fields.reason}
          label="Why"
          hint="All parties can read it."
          rows={3}
        />
      </SentForm>
    </details>
  );
}
