import {
  agencyEventForm,
  formOfAgencyEvent,
  retractAgencyEventForm,
} from "#app/domain/agency-record/form.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { AgencyEventView } from "#server/services/index.ts";
import { ReasonForm } from "#app/ui/ReasonForm.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { AgencyEventFields } from "./AgencyEventFields.tsx";
import { EventPreview } from "./EventPreview.tsx";

interface CorrectEventProps {
  readonly shown: AgencyEventView;
  readonly answer: FormAnswer<unknown> | undefined;
}

/** Corrects or retracts an event; the original stays visible beside it (L16). */
export function CorrectEvent({ shown, answer }: CorrectEventProps) {
  const isOfSeveral = shown.others.length > 0;
  const failed = (intent: string) => answer?.intent === intent && !answer.said;
  return (
    <Section title="Correct it">
      <div className="grid gap-3">
        <details open={failed("correct") || undefined}>
          <summary className="link inline-block cursor-pointer py-1">
            Something was recorded wrong
          </summary>
          <Correction key={shown.current.event.id} shown={shown} answer={answer} />
        </details>
        <details open={failed("retract") || undefined}>
          <summary className="link inline-block cursor-pointer py-1">
            {isOfSeveral ? "The letter doesn’t say this" : "It never happened"}
          </summary>
          <Retraction
            answer={answer}
            intent="retract"
            question="Take this event back?"
            files={isOfSeveral ? "moved" : "withdrawn"}
          />
        </details>
        {isOfSeveral ? (
          <details open={failed("retract-letter") || undefined}>
            <summary className="link inline-block cursor-pointer py-1">
              There is no such letter
            </summary>
            <Retraction
              answer={answer}
              intent="retract-letter"
              files="withdrawn"
              question={`Take the whole letter back, with the ${shown.others.length + 1} things that it says?`}
            />
          </details>
        ) : null}
      </div>
    </Section>
  );
}

function Correction({ shown, answer }: CorrectEventProps) {
  const { event } = shown.current;
  const [form, fields] = useSentForm({
    id: "correct",
    schema: agencyEventForm,
    answer,
    intent: "correct",
    // The view lacks who recorded it and when; the form doesn't use them.
    defaultValue: formOfAgencyEvent(event as AgencyEvent),
  });
  return (
    <div className="mt-4">
      {shown.others.length > 0 && event.kind !== "received" ? (
        <p className="mb-4 text-ink-soft">
          Its days are the letter’s: corrected here, they are corrected in all that it says.
        </p>
      ) : null}
      <SentForm form={form} intent="correct" submit="Correct it" submitting="Correcting…">
        <AgencyEventFields
          kind={event.kind}
          fields={fields}
          appeals={shown.appeals}
          parts={shown.parts}
          items={shown.items}
          components={shown.components}
          today={shown.today}
          withOutcome={false}
        />
        <EventPreview formId={form.id} />
      </SentForm>
    </div>
  );
}

function Retraction({
  answer,
  intent,
  question,
  files,
}: Pick<CorrectEventProps, "answer"> & {
  /** Where its files go: to what else the letter says, or nowhere. */
  readonly files: keyof typeof FILES;
  readonly intent: "retract" | "retract-letter";
  readonly question: string;
}) {
  return (
    <div className="mt-4">
      <ReasonForm
        schema={retractAgencyEventForm}
        answer={answer}
        intent={intent}
        submit="Take it back"
        submitting="Taking it back…"
        ask={{
          question,
          consequence: `It stays on record, crossed out, with the reason. What it said of items and releases is taken back with it, the clock is counted without it, and ${FILES[files]}.`,
          confirm: "Take it back",
        }}
        rows={2}
      />
    </div>
  );
}

const FILES = {
  moved: "its files stay with what else the letter says, public where they were public",
  withdrawn: "its files are no longer public anywhere",
} as const;
