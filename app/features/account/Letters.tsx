import { mailPreferencesForm } from "#app/domain/forms/mail-preferences.ts";
import { MAIL_KINDS, MAIL_TIMES, type MailTimes } from "#app/domain/mail-preference.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ChoicesField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { MAIL_KIND_LABELS, MAIL_TIME_LABELS } from "./letter-labels.ts";

/** The settings for notification mails. */
export function Letters({
  times,
  isSent,
  isConfirmed,
  answer,
}: {
  readonly times: MailTimes;
  /** Whether this server sends mails. */
  readonly isSent: boolean;
  readonly isConfirmed: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "letters",
    schema: mailPreferencesForm,
    answer,
    intent: "letters",
    defaultValue: times,
  });
  return (
    <Section title="E-mail reminders" id="mail">
      {isSent ? null : (
        <p className="mb-4 text-ink-soft">
          This server sends no e-mail reminders now. What you choose is kept for when it does.
        </p>
      )}
      {isConfirmed ? null : (
        <p className="mb-4 text-ink-soft">
          You get none until the workspace’s administrator has confirmed your account: nobody has
          shown yet that the address is yours.
        </p>
      )}
      <SentForm form={form} intent="letters" submit="Save" submitting="Saving…" look="plain">
        {MAIL_KINDS.map((kind) => (
          <ChoicesField
            key={kind}
            field={fields[kind]}
            label={MAIL_KIND_LABELS[kind].label}
            hint={MAIL_KIND_LABELS[kind].hint}
            choices={MAIL_TIMES.map((value) => ({ value, label: MAIL_TIME_LABELS[value] }))}
          />
        ))}
      </SentForm>
    </Section>
  );
}
