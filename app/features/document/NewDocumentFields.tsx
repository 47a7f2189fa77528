import { useEffect, useState } from "react";
import type { DocumentChoices } from "#server/services/index.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { layoutChoices } from "#app/domain/layout.ts";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { ChoicesField, type FormField, TextField } from "#app/ui/Field.tsx";
import { SelectField } from "#app/ui/PickField.tsx";

interface NewDocumentFieldsProps {
  readonly choices: DocumentChoices;
  readonly fields: Readonly<
    Record<
      | "kind"
      | "title"
      | "layoutProfile"
      | "docketId"
      | "letterIds"
      | "requestIds"
      | "requiredOrganizationIds",
      FormField
    >
  > & {
    /** Where its text may begin with a template. */
    readonly templateId?: FormField;
  };
  /** Tells how its text begins. */
  readonly kindHint: string;
}

/** The fields of a new document, whatever its text begins with. */
export function NewDocumentFields({
  choices: { kinds, parties, dockets, requests, letters, templates, mayChooseRequired },
  fields,
  kindHint,
}: NewDocumentFieldsProps) {
  const [kind, setKind] = useState<string | undefined>(
    typeof fields.kind.initialValue === "string" ? fields.kind.initialValue : undefined,
  );
  const offered = kinds.find((one) => one.kind === kind);
  const suit = offered?.suit ?? null;
  const own = templates.filter((template) => kind === undefined || template.kind === kind);
  const layouts = [
    ...new Set(
      kinds
        .filter((one) => kind === undefined || one.kind === kind)
        .flatMap(({ layoutProfiles }) => layoutProfiles),
    ),
  ];
  // The layouts depend on the kind. Without scripts all of them are offered; with scripts none is
  // until a kind is chosen, and the first one is the default.
  const [hasScripts, setHasScripts] = useState(false);
  // oxlint-disable-next-line react/set-state-in-effect -- in one drawing with the kind that was chosen before the scripts ran, whose layout may be chosen already
  useEffect(() => setHasScripts(true), []);
  const undecided = hasScripts && kind === undefined;
  const settled = undecided || layouts.length === 1 ? layouts[0] : undefined;

  return (
    <>
      <ChoicesField
        field={fields.kind}
        label="Kind of document"
        hint={kindHint}
        choices={kinds.map((one) => ({
          value: one.kind,
          label: KINDS[one.kind].name,
          hint: KINDS[one.kind].hint,
        }))}
        onChoose={setKind}
      />
      {fields.templateId && own.length > 0 ? (
        <SelectField
          // Of another kind it would be refused.
          key={kind}
          field={fields.templateId}
          label="Begins with"
          hint="Templates that your own organization keeps for this kind of document; the other parties see the draft alone."
          unchosen="The sections that this kind needs"
          options={own.map(({ id, name, organization }) => ({
            value: id,
            label: `${name} (${organization})`,
          }))}
          optional
        />
      ) : null}
      <TextField
        field={fields.title}
        label="Title"
        hint="The name that the parties use among themselves; it can be changed while this is a draft."
      />
      {settled ? (
        <input type="hidden" name={fields.layoutProfile.name} value={settled} />
      ) : (
        // Before a kind is chosen nobody sees what the scripts would take away again.
        <div
          className={
            hasScripts || kind !== undefined
              ? undefined
              : "hidden noscript:block in-[form:has([name=kind]:checked)]:block"
          }
        >
          <ChoicesField
            field={fields.layoutProfile}
            label="Layout"
            hint="Courts differ in what a page must look like."
            choices={layoutChoices(layouts)}
          />
        </div>
      )}
      {suit !== null && dockets.length > 0 ? (
        <SelectField
          field={fields.docketId}
          label="Docket"
          hint="Court, case number and parties of its caption come from there."
          unchosen={
            suit === "opens" ? "A new lawsuit, with the matter’s parties" : "Choose a lawsuit"
          }
          options={dockets.map(({ id, name }) => ({ value: id, label: name }))}
          optional={suit === "opens"}
        />
      ) : null}
      {kind === "appeal" && letters.length > 0 ? (
        <ChoicesField
          field={fields.letterIds}
          label="Appeals from which letters"
          hint="Its dates, its answers and its exhibits come from these letters alone."
          choices={letters.map(({ id, name, dated, request }) => ({
            value: id,
            label: `${name}, ${writtenDate(dated)}`,
            hint: request,
          }))}
          multiple
        />
      ) : null}
      {offered !== undefined &&
      kind !== "request" &&
      (suit !== "joins" || KINDS[offered.kind].pleads) &&
      requests.length > 1 ? (
        <ChoicesField
          field={fields.requestIds}
          label="About which filed request"
          hint={
            kind === "appeal"
              ? "For an appeal from silence alone: the request that was not answered."
              : "The draft begins with what is on record of them. If none is selected, those of the docket, or all."
          }
          choices={requests.map(({ id, title, filedOn }) => ({
            value: id,
            label: title,
            hint: `Filed ${writtenDate(filedOn)}`,
          }))}
          multiple
        />
      ) : null}
      {mayChooseRequired ? (
        <ChoicesField
          field={fields.requiredOrganizationIds}
          label="Sign-off needed from"
          hint="One reviewer of each of them signs before it can be filed. If none is selected, all parties sign."
          choices={parties.map(organizationChoice)}
          multiple
        />
      ) : (
        <div>
          <p className="font-medium">Sign-off needed from</p>
          <p className="mt-0.5 text-sm text-ink-soft">
            Every party; an administrator of the lead organization can change that.
          </p>
          <p className="mt-2 flex flex-wrap gap-1.5">
            {parties.map((party) => (
              <OrganizationChip key={party.id} organization={party} />
            ))}
          </p>
        </div>
      )}
    </>
  );
}
