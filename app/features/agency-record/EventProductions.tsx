import type { FieldMetadata } from "@conform-to/react";
import { Link } from "react-router";
import type * as z from "zod";
import { productionForm } from "#app/domain/agency-record/form.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { ProductionView } from "#server/services/index.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { ParagraphsField, TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { ItemsField } from "./ItemsField.tsx";

interface EventProductionsProps {
  readonly productions: readonly ProductionView[];
  readonly items: readonly NumberedItem[];
  readonly mayRecord: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
  /** The day on which the letter went out, which the form starts with. */
  readonly dated: string | null;
  /** Whether a release is to be recorded next: its form stands open. */
  readonly isExpected: boolean;
}

/** The records released with a letter, and the form that records a release (L18). */
export function EventProductions({
  productions,
  items,
  mayRecord,
  answer,
  dated,
  isExpected,
}: EventProductionsProps) {
  if (productions.length === 0 && !mayRecord) return null;
  return (
    <Section title="Released with it">
      <FormErrors answer={answer} intent="retract-production" />
      {productions.length === 0 ? (
        <p className="text-ink-soft">No release is recorded.</p>
      ) : (
        <ul className="divide-y divide-rule">
          {productions.map(({ id, number, dated: day, warnings }) => (
            <li key={id} className="py-2">
              <div className="flex flex-wrap items-center justify-between gap-x-4">
                <p>
                  {number === null ? "Release" : `Release ${number}`} of {shortDate(day)}
                </p>
                {mayRecord ? (
                  <span className="flex flex-wrap items-center gap-x-2">
                    <Link to={`/attach/production/${id}`} className="link">
                      Attach its files
                    </Link>
                    <ConfirmForm
                      intent="retract-production"
                      fields={{ productionId: id }}
                      label="Take back"
                      look="quiet"
                      about={`the release of ${shortDate(day)}`}
                      question="Take this release back?"
                      consequence="It no longer counts among what was released, and its files are no longer public anywhere. It stays on record, crossed out."
                      confirm="Take it back"
                    />
                  </span>
                ) : null}
              </div>
              {warnings.map((sentence) => (
                <p key={sentence} className="text-[0.9375rem] text-danger">
                  {sentence}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {mayRecord ? (
        <RecordProduction answer={answer} dated={dated} isExpected={isExpected} items={items} />
      ) : null}
    </Section>
  );
}

type ReleaseInput = Omit<z.input<typeof productionForm>, "dated">;

/** The fields for what a letter counts of the records that came with it (L18). */
export function ReleaseFields({
  fields,
  items,
}: {
  readonly fields: Required<{
    [Name in keyof ReleaseInput]: FieldMetadata<ReleaseInput[Name]>;
  }>;
  readonly items: EventProductionsProps["items"];
}) {
  return (
    <>
      <TextField
        field={fields.number}
        label="Number"
        hint="As the agency counts its releases."
        optional
        short
      />
      <TextField field={fields.batesFrom} label="First Bates number" optional short />
      <TextField field={fields.batesTo} label="Last Bates number" optional short />
      <p className="text-sm text-ink-soft">
        Pages as the letter counts them; what it doesn’t say stays empty. Where they don’t add up,
        the page says so.
      </p>
      <TextField field={fields.pagesFull} label="Released in full" optional short />
      <TextField field={fields.pagesPart} label="Released in part" optional short />
      <TextField field={fields.pagesWithheld} label="Withheld in full" optional short />
      <TextField field={fields.pagesReviewed} label="Reviewed in all" optional short />
      {items.length > 0 ? (
        <details>
          <summary className="link inline-block cursor-pointer py-1">
            The letter says which items these pages answer
          </summary>
          <div className="mt-2">
            <ItemsField
              field={fields.itemIds}
              label="Items of these pages"
              items={items}
              optional
            />
          </div>
        </details>
      ) : null}
      <ParagraphsField field={fields.note} label="Note" rows={2} optional />
    </>
  );
}

function RecordProduction({
  answer,
  dated,
  isExpected,
  items,
}: Pick<EventProductionsProps, "answer" | "dated" | "isExpected" | "items">) {
  const [form, fields] = useSentForm({
    id: "production",
    schema: productionForm,
    answer,
    intent: "production",
    defaultValue: { dated: dated ?? "" },
  });
  const failed = answer?.intent === "production" && !answer.said;
  return (
    <details className="mt-3" open={failed || isExpected || undefined}>
      <summary className="link inline-block cursor-pointer py-1">Record a release</summary>
      <div className="mt-4">
        <SentForm form={form} intent="production" submit="Record it" submitting="Recording…">
          <DateField field={fields.dated} label="Day of the release" />
          <ReleaseFields fields={fields} items={items} />
        </SentForm>
      </div>
    </details>
  );
}
