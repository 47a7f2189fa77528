import type { BroughtArchiveView } from "#server/services/index.ts";
import { chooseForArchiveForm, ownInArchive } from "#app/domain/forms/bring-archive.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { BOX, ChoicesField, type FormField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

interface ChooseProps {
  readonly report: NonNullable<BroughtArchiveView["report"]>;
  readonly leads: BroughtArchiveView["leads"];
  readonly answer: FormAnswer<unknown> | undefined;
}

/** The lead here, and the organizations of the archive that are one's own; nothing is chosen by a name. */
export function ChooseForArchive({ report, leads, answer }: ChooseProps) {
  const only = leads.length === 1 ? leads[0] : undefined;
  const [form, fields] = useSentForm({
    id: "choose-for-archive",
    schema: chooseForArchiveForm,
    answer,
    intent: "choose",
    defaultValue: { leadOrganizationId: only?.id },
  });
  const what = report.matterCount === 1 ? "the matter" : `${report.matterCount} matters`;
  return (
    <SentForm
      form={form}
      intent="choose"
      submit="Bring it in"
      submitting="Beginning…"
      ask={{
        question: `Bring ${what} in?`,
        consequence:
          "Its people come as stand-ins, and the record says that you brought it. Each matter comes in whole or not at all. It can be put away later, and not undone.",
        confirm: "Bring it in",
      }}
    >
      {only ? (
        <div>
          <p className="font-medium">Leads here</p>
          <p className="mt-1.5 flex items-center gap-2">
            <OrganizationChip organization={only} /> {only.name}
          </p>
          <input type="hidden" name={fields.leadOrganizationId.name} value={only.id} />
        </div>
      ) : (
        <ChoicesField
          field={fields.leadOrganizationId}
          label="Leads here"
          hint="Its staff file and publish; its administrators choose the parties."
          choices={leads.map(organizationChoice)}
        />
      )}
      <OwnInArchive field={fields.own} report={report} leads={leads} />
    </SentForm>
  );
}

function OwnInArchive({
  field,
  report: { organizations },
  leads,
}: Pick<ChooseProps, "report" | "leads"> & { readonly field: FormField }) {
  const chosen = ([] as unknown[]).concat(field.initialValue);
  return (
    <fieldset id={field.id} tabIndex={-1} className="min-w-0">
      <legend className="font-medium">Your organizations in the archive</legend>
      <p className="mt-0.5 text-sm text-ink-soft">
        Say so only where you know it: your organization then takes its place as a party, and its
        people read here what only its people read there. What its people did and said stays with
        stand-ins.
      </p>
      {field.errors ? (
        <p id={field.errorId} className="mt-1 text-[0.9375rem] font-medium text-danger">
          {field.errors.join(" ")}
        </p>
      ) : null}
      <div className="mt-2 grid gap-4">
        {leads.map(({ id, name }) => {
          const choices = organizations.map((there) => ({
            value: ownInArchive(id, there.id),
            label: there.hasOwnThreads ? `${there.name} (with its own conversations)` : there.name,
          }));
          return (
            <label key={id} className="block min-w-0">
              <span className="break-words">{name} is, in the archive</span>
              <select
                name={field.name}
                form={field.formId}
                defaultValue={choices.find(({ value }) => chosen.includes(value))?.value ?? ""}
                className={`${BOX} mt-1.5 min-h-11`}
              >
                <option value="">None of its organizations</option>
                {choices.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
