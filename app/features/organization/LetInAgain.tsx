import type { ReactNode } from "react";
import type { LetInLink, OpenLetIn } from "#server/services/index.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { CopyField } from "#app/ui/CopyField.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

interface LetInAgainProps {
  readonly name: string;
  readonly organization: string;
  readonly open: readonly OpenLetIn[];
  /** The one that was just made. */
  readonly made: LetInLink | null;
  readonly answer: FormAnswer<unknown> | undefined;
  /** Shown above the button: asks who it is, where that was shown a while ago. */
  readonly ask: ReactNode;
}

/** For an administrator whose colleague lost everything: a link that is handed over. */
export function LetInAgain(props: LetInAgainProps) {
  const { name, organization, open, made, answer, ask } = props;
  return (
    <Section title={`Let ${name} in again`}>
      <FormErrors answer={answer} intent="let-in" />
      <FormErrors answer={answer} intent="revoke-let-in" />
      {made ? <Made link={made} organization={organization} /> : null}
      {open.map(({ id, madeBy, expiresAt }) => (
        <div key={id} className="mb-4 flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-64">
            {madeBy ?? "Somebody"} made a link that has not been used. It works until{" "}
            <Timestamp at={expiresAt} as="whole" ends />
          </p>
          <ConfirmForm
            intent="revoke-let-in"
            fields={{ linkId: id }}
            look="plain"
            label="Withdraw it"
            question="Withdraw the link?"
            consequence="It no longer works. Nothing else changes."
            confirm="Withdraw it"
          />
        </div>
      ))}
      <p className="mb-4 text-ink-soft">
        For somebody who has lost their password and can’t read their mailbox, or their code app
        with its recovery codes. The link is shown to you once, to hand over; nothing changes until{" "}
        {name} uses it.
      </p>
      {ask}
      <ConfirmForm
        intent="let-in"
        look="plain"
        label="Make a link"
        question={`Make a link that lets ${name} in again?`}
        consequence={`Whoever has it can choose a new password for ${name} and sign in, for ${organization} alone. Be sure that it is ${name} who asks: speak with them. It goes on the record, and they are told by mail where this server sends any.`}
        confirm="Make the link"
      />
    </Section>
  );
}

function Made({
  link: { name, link, expiresAt, told },
  organization,
}: {
  readonly link: LetInLink;
  readonly organization: string;
}) {
  return (
    <div aria-live="polite">
      <Notice kind="done" className="mb-6">
        <p className="font-medium">The link is ready.</p>
        <p className="mt-1">
          Hand it to {name}, and to nobody else. It works once, until{" "}
          <Timestamp at={expiresAt} as="whole" />, and is not shown again. With the password that
          they choose they act for {organization} alone, until they prove a factor of their own.{" "}
          {told
            ? `${name} is told of it by mail.`
            : `${name} is not told by mail: this server sends none, or nobody has confirmed that the address is theirs.`}
        </p>
        <CopyField label={`Link for ${name}`} value={link} />
      </Notice>
    </div>
  );
}
