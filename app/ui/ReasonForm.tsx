import type * as z from "zod";
import type { paragraphs } from "#app/domain/forms/fields.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ParagraphsField } from "./Field.tsx";
import { SentForm, useSentForm } from "./SentForm.tsx";
import type { Confirmation } from "./use-confirm.tsx";

/** A form for a final act that asks for nothing but its reason, and for a confirmation. */
export function ReasonForm({
  intent,
  schema,
  answer,
  ask,
  rows,
  ...labels
}: {
  readonly intent: string;
  readonly schema: z.ZodObject<{ reason: ReturnType<typeof paragraphs> }>;
  readonly answer: FormAnswer<unknown> | undefined;
  readonly submit: string;
  readonly submitting: string;
  readonly ask: Confirmation;
  readonly rows: number;
}) {
  const [form, fields] = useSentForm({ id: intent, schema, intent, answer });
  return (
    <SentForm form={form} intent={intent} {...labels} look="danger" ask={{ ...ask, danger: true }}>
      <ParagraphsField field={fields.reason} label="Why" rows={rows} />
    </SentForm>
  );
}
