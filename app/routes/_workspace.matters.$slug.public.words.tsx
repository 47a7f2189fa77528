import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfPage, pageForm } from "#app/document/public-page/page-form.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame } from "#app/features/public-page-editing/EditFrame.tsx";
import { PartForm } from "#app/features/public-page-editing/PartForm.tsx";
import { partAction, partLoader } from "#app/features/public-page-editing/part-routes.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { DateField, TickField } from "#app/ui/PickField.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Words of the public page · Coalition Desk" }];

export const loader = partLoader;

export const action = partAction(pageForm, (publicPage, actor, slug, input) =>
  publicPage.editPage(actor, slug, input),
);

export default function EditPublicPage() {
  const { matter, content, slug, publishedAt } = useLoaderData<typeof loader>();
  const filled = formOfPage(content, slug);
  const [form, fields] = useSentForm({
    id: "page",
    schema: pageForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, showTimeline: filled.showTimeline, base: baseOf(filled) },
  });
  return (
    <EditFrame
      matter={matter}
      title="Title, text and call to action"
      lead="Nothing is public before somebody publishes the page."
    >
      <PartForm
        slug={matter.slug}
        form={form}
        base={fields.base}
        submit="Save text"
        className="gap-10"
      >
        <div className="grid gap-5">
          <BothFields en={fields.titleEn} es={fields.titleEs} label="Title" long />
          <TextField
            field={fields.slug}
            label="Address"
            hint={
              publishedAt === null
                ? "It comes after /p/ and stays from the first publication on."
                : "The page was published at this address, so it stays."
            }
          />
          <DateField
            field={fields.firstPublishedOn}
            label="First published elsewhere"
            hint="Where the page stood on another site before: since when."
            optional
          />
          <BothFields
            en={fields.narrativeEn}
            es={fields.narrativeEs}
            label="Text"
            hint="A blank line between paragraphs."
            rows={8}
          />
          <BothFields
            en={fields.noticeEn}
            es={fields.noticeEs}
            label="Notice at the top"
            rows={2}
            optional
          />
          <TickField
            field={fields.showTimeline}
            label="Show the timeline"
            hint="The days of the requests and lawsuits that the page tells of, as a picture and a list."
          />
        </div>
        <Section title="Call to action">
          <div className="grid gap-5">
            <p className="text-ink-soft">
              What you ask of readers. It stands apart from the facts.
            </p>
            <BothFields
              en={fields.callTitleEn}
              es={fields.callTitleEs}
              label="Its title"
              optional
            />
            <BothFields
              en={fields.callTextEn}
              es={fields.callTextEs}
              label="What it asks"
              rows={2}
              optional
            />
            <BothFields
              en={fields.callButtonEn}
              es={fields.callButtonEs}
              label="Text of the link"
              optional
            />
            <TextField field={fields.callLink} label="Where it leads" optional />
          </div>
        </Section>
      </PartForm>
    </EditFrame>
  );
}
