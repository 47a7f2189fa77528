import { useState } from "react";
import { Form } from "react-router";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { CopyField } from "#app/ui/CopyField.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors, useBusy } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type {
  CalendarAddress as NewAddress,
  CalendarAddressView,
  ProofView,
} from "#server/services/index.ts";

/** The secret address by which a calendar program shows the deadlines of the reader's matters. */
export function CalendarAddress({
  address,
  proof,
  isTold,
  shown,
  answer,
}: {
  readonly address: CalendarAddressView | null;
  readonly proof: ProofView;
  /** Whether its owner hears by mail when one is made. */
  readonly isTold: boolean;
  /** A new address, shown only once. */
  readonly shown: NewAddress | null;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const sent = answer?.intent === "make-calendar" ? answer : undefined;
  const isRefused = sent?.said === null;
  // From then on: loading the page's data anew takes the answer away.
  const [isAsked, setIsAsked] = useState(false);
  if (isRefused && proof.asksProof && !isAsked) setIsAsked(true);
  return (
    <Section title="Dates in your calendar">
      {isAsked ? null : <FormErrors answer={answer} intent="make-calendar" />}
      <FormErrors answer={answer} intent="revoke-calendar" />
      <p className="mb-4 text-ink-soft">
        Your calendar program can show all dates of the matters that you may see. Whoever has its
        address reads them, with the names of matters, papers and lawsuits: give it to no one else.
        It ends when you sign out on all other devices or everywhere, choose a new password, or
        leave the organization through which you were signed in when you made it.
        {isTold ? " You are told by mail when one is made." : null}
      </p>
      {isAsked ? (
        <AskProof proof={proof} answer={sent} before="your calendar has an address" />
      ) : null}
      <div aria-live="polite">
        {shown ? (
          <Notice kind="done" className="mb-4">
            <p>
              Add this address to your calendar program, as a calendar from the internet. It is not
              shown again.
            </p>
            <CopyField label="Address of your calendar" value={shown.link} />
          </Notice>
        ) : null}
      </div>
      {address ? (
        <>
          <p className="mb-4">
            You have an address since <Timestamp at={address.createdAt} as="date" />
            {address.usedAt ? (
              <>
                ; last used <Timestamp at={address.usedAt} as="short" />.
              </>
            ) : (
              ", and nothing has used it yet."
            )}
          </p>
          <div className="flex flex-wrap gap-3">
            <ConfirmForm
              intent="make-calendar"
              look="plain"
              label="Make a new address"
              question="Make a new address?"
              consequence="The address that you have answers nothing from then on: programs that use it need the new one."
              confirm="Make a new address"
            />
            <ConfirmForm
              intent="revoke-calendar"
              label="Revoke the address"
              question="Revoke the address?"
              consequence="Programs that use it get nothing from then on. What they have fetched they may go on showing."
              confirm="Revoke the address"
            />
          </div>
        </>
      ) : (
        <FirstAddress />
      )}
    </Section>
  );
}

function FirstAddress() {
  const busy = useBusy("make-calendar");
  return (
    <Form method="post">
      <input type="hidden" name={INTENT_FIELD} value="make-calendar" />
      <Button type="submit" busy={busy}>
        Make an address for your calendar
      </Button>
    </Form>
  );
}
