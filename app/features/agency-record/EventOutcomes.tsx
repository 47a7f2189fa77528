import { itemOutcomeForm } from "#app/domain/agency-record/form.ts";
import { outcomeLabel } from "#app/domain/agency-record/outcome.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { ItemView } from "#server/services/index.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { ItemsField } from "./ItemsField.tsx";
import { OutcomeFields } from "./OutcomeFields.tsx";

interface EventOutcomesProps {
  readonly eventId: string;
  readonly items: readonly ItemView[];
  readonly mayRecord: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}

/** The outcome of each item in this letter, and the form that records it (L17). */
export function EventOutcomes({ eventId, items, mayRecord, answer }: EventOutcomesProps) {
  const said = items.flatMap((item) =>
    item.outcomes
      .filter((outcome) => outcome.eventId === eventId)
      .map((outcome) => ({ item, outcome })),
  );
  return (
    <Section title="What it says of the items" id="items">
      <FormErrors answer={answer} intent="retract-outcomes" />
      {said.length === 0 ? (
        <p className="text-ink-soft">Nothing of any item.</p>
      ) : (
        <ul className="divide-y divide-rule">
          {said.map(({ item, outcome }) => (
            <li
              key={outcome.id}
              className="flex flex-wrap items-center justify-between gap-x-4 py-1.5"
            >
              <p className="min-w-0">
                <span className="font-medium">Item {item.label}:</span> {outcomeLabel(outcome)}
                {outcome.details.replaces ? ", in place of what earlier letters say" : ""}
              </p>
              {mayRecord ? (
                <ConfirmForm
                  intent="retract-outcomes"
                  fields={{ outcomeIds: [outcome.id] }}
                  label="Take back"
                  look="quiet"
                  about={`of item ${item.label}`}
                  question={`Take back what became of item ${item.label}?`}
                  consequence="It is no longer shown here or on pages that show the items. Its line stays in the record."
                  confirm="Take it back"
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayRecord && said.length > 1 ? (
        <ConfirmForm
          intent="retract-outcomes"
          fields={{ outcomeIds: said.map(({ outcome }) => outcome.id) }}
          label="Take all back"
          about="that it says of the items"
          question="Take back all that this letter says of the items?"
          consequence={`${said.length} lines are no longer shown here or on pages that show the items. They stay in the record, and so does the letter.`}
          confirm="Take all back"
          className="mt-2"
        />
      ) : null}
      {mayRecord ? <RecordOutcome items={items} answer={answer} /> : null}
    </Section>
  );
}

function RecordOutcome({ items, answer }: Pick<EventOutcomesProps, "items" | "answer">) {
  const [form, fields] = useSentForm({
    id: "outcome",
    schema: itemOutcomeForm,
    answer,
    intent: "outcome",
  });
  const failed = answer?.intent === "outcome" && !answer.said;
  return (
    <details className="mt-3" open={failed || undefined}>
      <summary className="link inline-block cursor-pointer py-1">
        Record what it says of some items
      </summary>
      <div className="mt-4">
        <SentForm form={form} intent="outcome" submit="Record it" submitting="Recording…">
          <ItemsField field={fields.itemIds} label="Items" items={items} />
          <OutcomeFields
            outcome={fields.outcome}
            exemptions={fields.exemptions}
            office={fields.office}
            replaces={fields.replaces}
            label="What became of them"
            unchosen="Choose"
          />
          <TextField
            field={fields.part}
            label="Only of a part"
            hint="Such as “the attachments”. Several outcomes of one item can stand side by side."
            optional
          />
        </SentForm>
      </div>
    </details>
  );
}
