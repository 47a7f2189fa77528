import { KINDS } from "#app/domain/document-kinds/index.ts";
import { Link } from "react-router";
import { FILING_METHODS } from "#app/domain/filing.ts";
import { makeFilingCopyForm } from "#app/domain/forms/filing.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ChoicesField, ParagraphsField } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { DateField, SelectField, TickField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import type { FilingChoices } from "#server/services/index.ts";
import { FILING_METHOD_LABELS } from "./filing-labels.ts";
import { FindingName } from "./GoesOutWith.tsx";
import { RecordFindings } from "./RecordFindings.tsx";
import { SignatureFields } from "./SignatureFields.tsx";
import { ZoneField } from "./ZoneField.tsx";

/** The first step of filing: chooses what the pages print, and creates the final copy. */
export function MakeFilingCopy({
  view,
  answer,
}: {
  readonly view: FilingChoices;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const { document, version, certifier, signers, exhibits } = view;
  const [form, fields] = useSentForm({
    id: "make",
    schema: makeFilingCopyForm,
    answer,
    intent: "make",
    defaultValue: {
      printedOn: view.today,
      zone: view.zone,
      method: view.method ?? undefined,
      exhibits: "inside",
      signatures: signers.map(({ id }) => ({ signerId: id })),
    },
  });
  return (
    <SentForm
      form={form}
      intent="make"
      submit="Make the filing copy"
      submitting="Laying out the pages and storing them…"
      beside={<ButtonLink to={`/documents/${document.id}`}>Back to the desk</ButtonLink>}
    >
      {view.privateDataUndecided ? (
        <Notice kind="problem">
          Something in this version looks like a private number, a full birth date or the name of a
          minor, or an exhibit has pages that can’t be looked through for them. No filing copy can
          be made before you have{" "}
          <Link className="underline" to={`/documents/${document.id}/private-data`}>
            looked at the places and decided
          </Link>
          .
        </Notice>
      ) : null}
      <RecordFindings view={view}>
        Have a drafter reopen it, or say below why it may be filed as it is.
      </RecordFindings>
      <input type="hidden" name="versionId" value={version.id} />
      <input type="hidden" name="hash" value={version.hash} />
      <DateField
        field={fields.printedOn}
        label="Day of filing"
        hint="It is printed on the pages. Filed on another day, they have to be made again."
      />
      <ZoneField field={fields.zone} />
      <ChoicesField
        field={fields.method}
        label="How it is filed"
        hint={
          KINDS[document.kind].caption
            ? undefined
            : "A letter without a line of its own for it prints how it is sent."
        }
        choices={FILING_METHODS.map((value) => ({ value, label: FILING_METHOD_LABELS[value] }))}
      />
      {exhibits.length > 0 ? (
        <ChoicesField
          field={fields.exhibits}
          label="Exhibits"
          choices={[
            {
              value: "inside",
              label: "In the same PDF",
              hint: "Behind the text, each with a slip sheet.",
            },
            {
              value: "separate",
              label: "As separate attachments",
              hint: "The PDF has the text alone; each exhibit is uploaded as a file of its own.",
            },
          ]}
        />
      ) : null}
      {certifier ? (
        <TickField
          field={fields.certified}
          label={`${certifier} ${certifier.includes(" and ") ? "have each" : "has"} confirmed the certification`}
          hint="5 U.S.C. § 552(a)(6)(E)(vi): true and correct to the best of their knowledge and belief. Nobody else can certify this text."
        />
      ) : null}
      {signers.length > 0 ? <SignatureFields field={fields.signatures} signers={signers} /> : null}
      {view.asksAttestation ? (
        <SelectField
          field={fields.attestedById}
          label="Who attests that the others concur"
          hint="The court asks it of whoever files, where more than one signature is set. It is printed behind the signatures."
          unchosen="Nobody: one signature at most is set"
          options={signers.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      ) : null}
      {view.open.length > 0 ? (
        <ChoicesField
          field={fields.stands}
          label="Goes out as it is"
          hint="These places are still open in the approved text. Select each that may stand when it is filed."
          multiple
          choices={view.open.map(({ key, ...finding }) => ({
            value: key,
            label: <FindingName documentId={document.id} finding={finding} />,
          }))}
        />
      ) : null}
      {view.findings.length > 0 || view.open.length > 0 ? (
        <>
          <input type="hidden" name="seen" value={view.seen} />
          <ParagraphsField
            field={fields.reason}
            label="Why it may be filed as it is"
            hint="All parties can read it; the record keeps it."
            rows={3}
          />
        </>
      ) : null}
    </SentForm>
  );
}
