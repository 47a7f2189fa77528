import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { newFromWordForm } from "#app/domain/forms/word-return.ts";
import { done } from "#app/domain/refusal.ts";
import { NewDocumentFields } from "#app/features/document/NewDocumentFields.tsx";
import { NotKept, PrintedFromDetails } from "#app/features/word-return/NotKept.tsx";
import {
  authorsText,
  commentsLeftOutSentence,
} from "#app/features/word-return/return-sentences.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordDraftParams } from "#app/framework/params.ts";
import { ChoicesField } from "#app/ui/Field.tsx";
import { SelectField } from "#app/ui/PickField.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "New draft from Word · Coalition Desk" }];

export const loader = guardedLoader({
  params: wordDraftParams,
  need: "signed in",
  async load({ actor, params: { arrivalId, slug }, context: { services } }) {
    const choices = await services.documents.choices(actor, slug);
    if (!choices.ok) return choices;
    const arrival = await services.wordFiles.show(actor, arrivalId);
    if (!arrival.ok) return arrival;
    const { fileName, title, changes, comments, notKept, printed, matters } = arrival.value;
    const own = matters.find((one) => one.slug === slug)?.own ?? [];
    return done({
      choices: choices.value,
      arrivalId,
      fileName,
      title,
      changes,
      comments,
      notKept,
      printed,
      own,
    });
  },
});

export const action = guardedAction({
  params: wordDraftParams,
  need: "signed in",
  form: newFromWordForm,
  run: ({ actor, params, context, input }) =>
    context.services.wordFiles.create(actor, params.slug, input),
  next: ({ documentId }) => ({ to: `/documents/${documentId}` }),
});

export default function NewFromWord() {
  const { choices, arrivalId, fileName, title, changes, comments, notKept, printed, own } =
    useLoaderData<typeof loader>();
  const { matter, parties, dockets, letters, docketId } = choices;
  const [form, fields] = useSentForm({
    id: "new-document",
    schema: newFromWordForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      arrivalId,
      title: (title ?? fileName.replace(/\.doc[xm]$/iu, "")).slice(0, 200),
      requiredOrganizationIds: parties.map(({ id }) => id),
      docketId: docketId ?? undefined,
      letterIds: letters.length === 1 ? letters.map(({ id }) => id) : [],
      layoutProfile: dockets.find(({ id }) => id === docketId)?.layoutProfile ?? undefined,
      changes: changes.length === 0 ? "with" : undefined,
    },
  });
  const tracked = changes.length > 0;
  const leftOut = comments.length > 0 ? { hint: commentsLeftOutSentence(comments) } : {};
  const scopes = parties.filter(({ id }) => own.includes(id));
  return (
    <Page
      title="New draft from Word"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead={<span className="wrap-anywhere">With the text of “{fileName}”.</span>}
      narrow
    >
      <div className="mb-8">
        <NotKept lines={notKept} />
        <PrintedFromDetails lines={printed} />
      </div>
      <SentForm
        form={form}
        submit="Create draft"
        submitting="Creating…"
        beside={
          <Link to={`/from-word/${arrivalId}`} className="link">
            Back
          </Link>
        }
      >
        <input type="hidden" name="arrivalId" value={arrivalId} />
        {tracked || comments.length > 0 ? (
          <ChoicesField
            field={fields.changes}
            label={
              tracked
                ? `Its tracked changes: ${authorsText(changes)}`
                : `Its comments: ${authorsText(comments)}`
            }
            choices={[
              {
                value: "with",
                label: tracked ? "With all of them" : "Without the comments",
                ...leftOut,
              },
              ...(tracked ? [{ value: "without", label: "Without them", ...leftOut }] : []),
              {
                value: "suggestions",
                label: "As suggestions and comments",
                hint: "The text as it was before; each change and comment stands beside it with its author in Word.",
              },
            ]}
          />
        ) : (
          <input type="hidden" name="changes" value="with" />
        )}
        {(tracked || comments.length > 0) && scopes.length > 0 ? (
          <SelectField
            field={fields.organizationId}
            label="Who sees the suggestions and comments"
            unchosen="Everybody of the parties"
            options={scopes.map(({ id, shortName }) => ({ value: id, label: `Only ${shortName}` }))}
            optional="by its first choice"
          />
        ) : null}
        <NewDocumentFields
          choices={choices}
          fields={fields}
          kindHint="Its details come from the matter; the text is that of the file."
        />
      </SentForm>
    </Page>
  );
}
