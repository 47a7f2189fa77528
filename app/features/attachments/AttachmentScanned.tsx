import type { AttachmentView } from "#server/services/index.ts";
import { unreadSentences } from "#app/domain/attachment.ts";
import { attachmentReadForm } from "#app/domain/forms/attachment.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { TickField } from "#app/ui/PickField.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

interface AttachmentScannedProps {
  readonly file: AttachmentView;
  readonly mayChange: boolean;
  readonly answer: FormAnswer | undefined;
}

/** The private data found in a file, its unreadable parts, and who read those (L20). */
export function AttachmentScanned({ file, mayChange, answer }: AttachmentScannedProps) {
  const { found, unread } = file;
  return (
    <Section title="Looked through for private data">
      {found.length === 0 && unread.length === 0 ? (
        <p>All of it was read, and nothing in it looks private.</p>
      ) : null}
      {found.length > 0 ? (
        <Notice kind="problem" className="mb-4">
          <p>Before this is published, take out or accept:</p>
          <ul className="mt-1 list-disc pl-5">
            {found.map(({ place, kind, shown }, index) => (
              <li key={`${index}-${place}`} className="wrap-anywhere">
                {PRIVATE_DATA[kind].name} {shown}, {place}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {unread.length > 0 ? (
        <>
          <ul className="mb-4 list-disc pl-5">
            {unreadSentences(unread).map((sentence) => (
              <li key={sentence} className="wrap-anywhere">
                {sentence}
              </li>
            ))}
          </ul>
          {file.readAt !== null ? (
            <p>
              {file.readBy?.name ?? "Somebody"} has read them, <Timestamp at={file.readAt} ends />
            </p>
          ) : mayChange ? (
            <TickRead answer={answer} />
          ) : (
            <p className="text-ink-soft">
              Nobody has said yet that they read them. Until then it can’t be published.
            </p>
          )}
        </>
      ) : null}
    </Section>
  );
}

function TickRead({ answer }: { readonly answer: FormAnswer | undefined }) {
  const [form, fields] = useSentForm({
    id: "read",
    schema: attachmentReadForm,
    answer,
    intent: "read",
  });
  return (
    <SentForm form={form} intent="read" submit="Record that" submitting="Recording…" look="plain">
      <TickField
        field={fields.read}
        label="I have read these parts with my own eyes, and what they show may be published"
        hint="Also what lies under a black box: pixels can hold what a redaction covers."
      />
    </SentForm>
  );
}
