import type { FieldMetadata } from "@conform-to/react";
import type * as z from "zod";
import type { confirmDaysForm } from "#app/domain/docket-event/form.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { SIDE_LABELS } from "#app/domain/docket-event/fields.ts";
import { timeText } from "#app/domain/clock-hour.ts";
import { shortDate } from "#app/domain/dates.ts";
import { NAMED_KINDS, type NamedDay } from "#app/domain/docket-event/named-days.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Card } from "#app/ui/Page.tsx";
import { DateField, SelectField, TickField } from "#app/ui/PickField.tsx";

type DaysInput = NonNullable<z.input<typeof confirmDaysForm>["days"]>;

const KINDS = NAMED_KINDS.map((kind) => ({ value: kind, label: DOCKET_KINDS[kind].label }));
const SIDES = [
  { value: "us", label: SIDE_LABELS.us },
  { value: "them", label: SIDE_LABELS.them },
];

/** The days that an entry's words or a rule set: each is ticked, and corrected where it stands. */
export function NamedDayFields({
  field,
  days,
}: {
  readonly field: FieldMetadata<DaysInput>;
  /** As they were read. */
  readonly days: readonly NamedDay[];
}) {
  return (
    <ul className="grid gap-4" id={field.id}>
      {field.getFieldList().map((item, index) => {
        const fields = item.getFieldset();
        const day = days[index];
        return (
          <li key={item.key ?? item.id}>
            <Card className="grid gap-4 p-5">
              <TickField
                field={fields.isTaken}
                label={day ? namedDaySentence(day) : "Record it"}
                hint={day?.rule ? `${day.rule}; check this rule.` : undefined}
              />
              <details open={Boolean(item.errors ?? firstError(fields))}>
                <summary className="cursor-pointer text-sm">Correct it</summary>
                <div className="mt-3 grid gap-4 sm:grid-cols-2">
                  <SelectField
                    field={fields.kind}
                    label="What it is"
                    unchosen="Choose"
                    options={KINDS}
                  />
                  <TextField field={fields.what} label="In words" />
                  <DateField field={fields.dated} label="Day" />
                  <TextField field={fields.time} label="Hour" short optional />
                  <SelectField
                    field={fields.by}
                    label="Whose it is"
                    hint="Of a brief or a statement."
                    unchosen="Nobody’s, or of both"
                    options={SIDES}
                    optional
                  />
                  <TextField field={fields.place} label="Place" hint="Of a hearing." optional />
                </div>
              </details>
              <input
                type="hidden"
                name={fields.rule.name}
                defaultValue={String(fields.rule.initialValue ?? "")}
              />
            </Card>
          </li>
        );
      })}
    </ul>
  );
}

const firstError = (fields: Readonly<Record<string, { readonly errors?: string[] | undefined }>>) =>
  Object.values(fields).find(({ errors }) => errors !== undefined);

/** "Hearing: Motion Hearing, Jan 12, 2023, 10:00 a.m., before Judge Corley". */
export function namedDaySentence({ kind, what, dated, time, place, by }: NamedDay): string {
  const hour = time === null ? [] : [timeText(time)];
  const side = by === null ? [] : [`by ${SIDE_LABELS[by].toLowerCase()}`];
  const said = [what, ...side, shortDate(dated), ...hour, ...(place === null ? [] : [place])];
  return `${DOCKET_KINDS[kind].label}: ${said.join(", ")}`;
}
