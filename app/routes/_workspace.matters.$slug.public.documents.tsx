import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfOffer, offerForm } from "#app/document/public-page/record-forms.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame } from "#app/features/public-page-editing/EditFrame.tsx";
import { EntryId } from "#app/features/public-page-editing/EntryList.tsx";
import { PartForm } from "#app/features/public-page-editing/PartForm.tsx";
import { partAction, partLoader } from "#app/features/public-page-editing/part-routes.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Empty } from "#app/ui/Page.tsx";
import { TickField } from "#app/ui/PickField.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

export const meta: MetaFunction = () => [
  { title: "Documents on the public page · Coalition Desk" },
];

export const loader = partLoader;

export const action = partAction(offerForm, (publicPage, actor, slug, input) =>
  publicPage.editOffer(actor, slug, input),
);

export default function EditDocuments() {
  const { matter, content, candidates } = useLoaderData<typeof loader>();
  const filled = formOfOffer(content, candidates);
  const gone = content.documents.filter(
    ({ kind, id }) => !candidates.some((one) => one.kind === kind && one.id === id),
  );
  const [form, fields] = useSentForm({
    id: "documents",
    schema: offerForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  return (
    <EditFrame
      matter={matter}
      title="Documents on the page"
      lead="Everybody may then download them, byte for byte as they were filed or arrived."
    >
      {gone.length > 0 ? (
        <Notice kind="problem" className="mb-6">
          <p>
            These are on the page and can’t be offered any more, since they were removed, or the
            letter, release or docket entry that they belong to was taken back. Saving leaves them
            out of the page; publish it then.
          </p>
          <ul className="mt-1 list-disc pl-5">
            {gone.map(({ id, label }) => (
              <li key={id}>{label.en}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {candidates.length === 0 && gone.length === 0 ? (
        <Empty action={<HelpLink about="filing">How a paper is filed</HelpLink>}>
          <p>Nothing has been filed yet, and no letter of the agency is on record.</p>
        </Empty>
      ) : (
        <PartForm slug={matter.slug} form={form} base={fields.base} submit="Save documents">
          {fields.files.getFieldList().map((item, index) => {
            const entry = item.getFieldset();
            const {
              name = "this file",
              title = null,
              isInvented = false,
            } = candidates[index] ?? {};
            return (
              <Card key={item.key ?? item.id} className="grid gap-3 p-5">
                <EntryId field={entry.id} />
                <TickField
                  field={entry.isOffered}
                  label={`Offer: ${name}`}
                  {...(title === null ? {} : { hint: title })}
                />
                {isInvented ? <InventedMark /> : null}
                <BothFields
                  en={entry.labelEn}
                  es={entry.labelEs}
                  label="What it is called"
                  optional
                />
              </Card>
            );
          })}
        </PartForm>
      )}
    </EditFrame>
  );
}
