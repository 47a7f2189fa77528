import { publishForm, withdrawPageForm } from "#app/domain/forms/public-page.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ChoicesField, ParagraphsField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import type { PublicPageView } from "#server/services/index.ts";
import { BothFields } from "./BothFields.tsx";

interface PublishingProps {
  readonly answer: FormAnswer<unknown> | undefined;
}

/** Publishes the current content, with a note if the page was public before. */
export function PublishForm({ view, answer }: PublishingProps & { readonly view: PublicPageView }) {
  const wasPublic = view.wasPublicHere;
  const [form, fields] = useSentForm({
    // A new id for each candidate, which the hidden field names.
    id: `publish-${view.candidate.hash.slice(0, 8)}`,
    schema: publishForm,
    intent: "publish",
    answer,
    defaultValue: { seen: view.candidate.hash, kind: "update" },
  });
  return (
    <SentForm
      form={form}
      intent="publish"
      submit={wasPublic ? "Publish changes" : "Publish the page"}
      submitting="Publishing…"
      ask={{
        question: wasPublic ? "Publish these changes?" : "Publish this page?",
        consequence:
          "Everybody can read it from then on. Later changes need a dated note on the page.",
        confirm: "Publish",
      }}
    >
      <input type="hidden" name={fields.seen.name} value={view.candidate.hash} />
      {wasPublic ? (
        <>
          <ChoicesField
            field={fields.kind}
            label="What this is"
            choices={[
              { value: "update", label: "An update", hint: "Something new." },
              { value: "correction", label: "A correction", hint: "Something public was wrong." },
            ]}
          />
          <BothFields
            en={fields.noteEn}
            es={fields.noteEs}
            label="What has changed"
            hint="It appears on the page with the date. The parts that changed are listed automatically."
            rows={2}
          />
        </>
      ) : null}
      <ParagraphsField
        field={fields.reason}
        label="Reason"
        hint="Only where the page differs from the record: why it may. It goes on the record and not on the page."
        rows={2}
        optional
      />
    </SentForm>
  );
}

/** Withdraws the page. */
export function WithdrawForm({ answer }: PublishingProps) {
  const [form, fields] = useSentForm({
    id: "withdraw",
    schema: withdrawPageForm,
    intent: "withdraw",
    answer,
  });
  return (
    <SentForm
      form={form}
      intent="withdraw"
      submit="Withdraw the page"
      submitting="Withdrawing…"
      look="danger"
      ask={{
        question: "Withdraw this page?",
        consequence:
          "Its text and files are gone for everybody at once; its address says that it was withdrawn, and why.",
        confirm: "Withdraw",
      }}
    >
      <ParagraphsField
        field={fields.reason}
        label="Why, for everybody to read"
        hint="It is shown at the page’s address."
        rows={2}
      />
    </SentForm>
  );
}
