import type { FieldMetadata } from "@conform-to/react";
import { OUTCOME_TEXTS, OUTCOMES } from "#app/domain/agency-record/outcome.ts";
import { ParagraphsField, TextField } from "#app/ui/Field.tsx";
import { SelectField, TickField } from "#app/ui/PickField.tsx";

interface OutcomeFieldsProps {
  readonly outcome: FieldMetadata<string | undefined>;
  readonly exemptions: FieldMetadata<string | undefined>;
  readonly office: FieldMetadata<string | undefined>;
  readonly replaces: FieldMetadata<boolean | undefined>;
  readonly label: string;
  readonly hint?: string;
  readonly unchosen: string;
}

/** The outcome of records, with exemptions or the office of a referral. */
export function OutcomeFields({
  outcome,
  exemptions,
  office,
  replaces,
  label,
  hint,
  unchosen,
}: OutcomeFieldsProps) {
  return (
    <>
      <SelectField
        field={outcome}
        label={label}
        hint={hint}
        unchosen={unchosen}
        options={OUTCOMES.map((value) => ({ value, label: OUTCOME_TEXTS[value].name }))}
        optional
      />
      <ParagraphsField
        field={exemptions}
        label="Exemptions"
        hint="Only where something is withheld: (b)(6), (b)(7)(C), (b)(5) with the privilege that the letter names, if any, (b)(3) with its statute."
        rows={2}
        optional
      />
      <TextField
        field={office}
        label="Referred to, or in consultation with"
        hint="The office that the letter names."
        optional
      />
      <TickField
        field={replaces}
        label="It takes the place of what earlier letters say of them"
        hint="Only where this letter says so, such as a decision on appeal. Otherwise both stand, each with its day, here and on the public page."
      />
    </>
  );
}
