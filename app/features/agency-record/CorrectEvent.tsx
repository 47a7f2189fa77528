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
          <summary className="link inline-block cursor-pointer py-1">It never happened</summary>
          <Retraction answer={answer} />
        </details>
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
        <EventPreview formId={form.id} task={null} />
      </SentForm>
    </div>
  );
}

function Retraction({ answer }: Pick<CorrectEventProps, "answer">) {
  return (
    <div className="mt-4">
      <ReasonForm
        schema={retractAgencyEventForm}
        answer={answer}
        intent="retract"
        submit="Take it back"
        submitting="Taking it back…"
        ask={{
          question: "Take this event back?",
          consequence:
            "It stays on record, crossed out, with the reason. What it said of items and releases is taken back with it, the clock is counted without it, and its files are no longer public anywhere.",
          confirm: "Take it back",
        }}
        rows={2}
      />
    </div>
  );
}
