import { discardFilingCopyForm } from "#app/domain/forms/filing.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import type { FilingCopyView } from "#server/services/index.ts";

/** Discards a filing copy: the portal refused it, or it has to print another date. */
export function DiscardFilingCopy({
  copy,
  answer,
}: {
  readonly copy: FilingCopyView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "discard",
    schema: discardFilingCopyForm,
    answer,
    intent: "discard",
  });
  const failed = answer?.intent === "discard" && answer.said === null;
  return (
    <details open={failed} className="rounded-lg border border-rule bg-paper">
      <summary className="cursor-pointer rounded-lg px-5 py-3.5 font-medium hover:bg-wash">
        It was not filed: discard this copy
      </summary>
      <div className="px-5 pt-1 pb-5">
        <SentForm
          form={form}
          intent="discard"
          submit="Discard the filing copy"
          submitting="Discarding…"
          look="danger"
          ask={{
            question: "Discard this filing copy?",
            consequence:
              "It can’t be downloaded or confirmed any more, and stays in the history with its hash. The document stays approved, and another copy can be made.",
            confirm: "Discard it",
            danger: true,
          }}
        >
          <input type="hidden" name="copyId" value={copy.id} />
          <ParagraphsField
            field={fields.reason}
            label="Why"
            hint="Such as “The portal refused it” or “It has to print tomorrow’s date”."
            rows={2}
          />
        </SentForm>
      </div>
    </details>
  );
}
