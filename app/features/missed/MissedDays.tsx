import { Link } from "react-router";
import { writtenDate } from "#app/domain/dates.ts";
import { MISSED_DECISIONS, type MissedDecision } from "#app/domain/deadlines/missed.ts";
import type { WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import {
  missedForm,
  remindOfMissedForm,
  settleMissedForm,
} from "#app/domain/forms/missed-deadline.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { MissedView } from "#server/services/index.ts";
import { ChoicesField, ParagraphsField } from "#app/ui/Field.tsx";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

type MissedAnswer = FormAnswer<unknown> | undefined;

const DECISION_LABELS: Readonly<
  Record<
    MissedDecision,
    { readonly label: string; readonly settled: string; readonly hint: string }
  >
> = {
  elsewhere: {
    label: "It is recorded elsewhere",
    settled: "Recorded elsewhere",
    hint: "It came, and what came is kept in another place.",
  },
  "not-pursued": {
    label: "We don’t pursue it",
    settled: "Not pursued",
    hint: "It never came, and nobody waits for it any more.",
  },
};

/** A missed day with what one can do about it: settle it for the matter, or be told again. */
export function MissedDay({
  entry,
  remindOn,
  tomorrow,
  maySettle,
  answer,
}: MissedView["missed"][number] & {
  readonly tomorrow: string;
  readonly maySettle: boolean;
  readonly answer: MissedAnswer;
}) {
  const failed = (intent: string) =>
    (answer?.intent === intent && !answer.said && isAbout(answer, entry)) || undefined;
  return (
    <>
      <Day entry={entry} />
      {entry.why === null ? null : (
        <p className="mt-1 text-sm text-ink-soft">
          {entry.why}
          {entry.source === null ? null : ` Source: ${entry.source}`}
        </p>
      )}
      <div className="mt-2 grid gap-1 text-[0.9375rem]">
        {maySettle ? (
          <details open={failed("settle")}>
            <summary className="link w-fit cursor-pointer py-1">
              Recorded elsewhere, or not pursued
              <span className="sr-only">: {entry.what}</span>
            </summary>
            <Settle entry={entry} answer={answer} />
          </details>
        ) : null}
        {remindOn === null ? null : (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <p>You are told of it again on {writtenDate(remindOn)}.</p>
            <OneButton
              intent="forget"
              entry={entry}
              answer={answer}
              submit="No reminder"
              submitting="Dropping it…"
            />
          </div>
        )}
        <details open={failed("remind")}>
          <summary className="link w-fit cursor-pointer py-1">
            {remindOn === null ? "Remind me on a day" : "Another day"}
            <span className="sr-only">: {entry.what}</span>
          </summary>
          <Remind entry={entry} tomorrow={tomorrow} answer={answer} />
        </details>
      </div>
    </>
  );
}

function Day({ entry }: { readonly entry: WaitingEntry }) {
  return (
    <>
      <p>
        <Link to={entry.path} className="link font-medium">
          {entry.what}
        </Link>
        <span className="text-ink-soft"> · {entry.about}</span>
      </p>
      <p className="text-sm">
        <time dateTime={entry.due?.on}>{entry.due?.words}</time>, {entry.due?.distance}
        {entry.isInvented ? (
          <>
            {" "}
            <InventedMark />
          </>
        ) : null}
      </p>
    </>
  );
}

interface OfDay {
  readonly entry: WaitingEntry;
  readonly answer: MissedAnswer;
}

/** The answer to the form of another day is not this one's. */
function isAbout(answer: MissedAnswer, { key }: WaitingEntry): boolean {
  return answer?.reply.initialValue?.["deadline"] === key;
}

function Settle({ entry, answer }: OfDay) {
  const [form, fields] = useSentForm({
    id: `settle-${entry.key}`,
    schema: settleMissedForm,
    answer: isAbout(answer, entry) ? answer : undefined,
    intent: "settle",
  });
  return (
    <div className="mt-2">
      <SentForm
        form={form}
        intent="settle"
        submit="Settle it for the matter"
        submitting="Settling it…"
      >
        <input type="hidden" name="deadline" value={entry.key} />
        <input type="hidden" name="due" value={entry.due?.on} />
        <ChoicesField
          field={fields.decision}
          label="What holds"
          choices={MISSED_DECISIONS.map((value) => ({ value, ...DECISION_LABELS[value] }))}
        />
        <ParagraphsField
          field={fields.reason}
          label="Where it is, or why"
          hint="All parties can read it; the record keeps it."
          rows={2}
        />
      </SentForm>
    </div>
  );
}

function Remind({ entry, tomorrow, answer }: OfDay & { readonly tomorrow: string }) {
  const [form, fields] = useSentForm({
    id: `remind-${entry.key}`,
    schema: remindOfMissedForm,
    answer: isAbout(answer, entry) ? answer : undefined,
    intent: "remind",
    defaultValue: { until: tomorrow },
  });
  return (
    <div className="mt-2">
      <SentForm form={form} intent="remind" submit="Remind me" submitting="Keeping the day…">
        <input type="hidden" name="deadline" value={entry.key} />
        <DateField
          field={fields.until}
          label="Day"
          hint="Until then it does not stand on your Home; on others’ it does."
        />
      </SentForm>
    </div>
  );
}

function OneButton({
  intent,
  entry,
  answer,
  ...labels
}: OfDay & {
  readonly intent: "forget" | "unsettle";
  readonly submit: string;
  readonly submitting: string;
}) {
  const [form] = useSentForm({
    id: `${intent}-${entry.key}`,
    schema: missedForm,
    answer: isAbout(answer, entry) ? answer : undefined,
    intent,
  });
  return (
    <SentForm form={form} intent={intent} look="quiet" {...labels}>
      <input type="hidden" name="deadline" value={entry.key} />
    </SentForm>
  );
}

/** A missed day that staff settled, with the decision. */
export function SettledDay({
  settled: { entry, decision, reason, by, at },
  maySettle,
  answer,
}: {
  readonly settled: MissedView["settled"][number];
  readonly maySettle: boolean;
  readonly answer: MissedAnswer;
}) {
  return (
    <>
      <Day entry={entry} />
      <p className="mt-1">
        {DECISION_LABELS[decision].settled}: <span className="whitespace-pre-line">{reason}</span>
      </p>
      <p className="text-sm text-ink-soft">
        {by ?? "Somebody who has left"}, <Timestamp at={at} as="date" />
      </p>
      {maySettle ? (
        <OneButton
          intent="unsettle"
          entry={entry}
          answer={answer}
          submit="Take it back"
          submitting="Taking it back…"
        />
      ) : null}
    </>
  );
}
