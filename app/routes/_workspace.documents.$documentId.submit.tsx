import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Section } from "#app/ui/Page.tsx";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { movedOn } from "#app/features/document/moved-on.ts";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import ReturnedPoints from "#app/features/review/ReturnedPoints.tsx";
import { submitForm } from "#app/domain/forms/review.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { Findings } from "#app/features/review/Findings.tsx";
import { UpdateValues } from "#app/features/review/UpdateValues.tsx";
import { OpenThreadsList } from "#app/features/review/OpenThreadsList.tsx";
import { ChoicesField, ParagraphsField } from "#app/ui/Field.tsx";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Submit ${data?.title ?? "a document"} for review · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const shown = await context.services.documents.show(actor, params.documentId);
    if (!shown.ok) return shown;
    const { status, standing } = shown.value;
    if (!standing.may.submit) {
      if (status === "draft") return refuse("forbidden");
      const to = context.isSent ? null : movedOn(params.documentId, status, "submit");
      if (to) throw to;
      return wrongStatus("submit", status);
    }
    // A draft whose text can't be read says so when it is submitted; who must sign is shown anyway.
    const readiness = await context.services.reviews.readiness(actor, params.documentId);
    return done({
      ...shown.value,
      open: await context.services.reviews.openThreads(actor, params.documentId),
      readiness: readiness.ok ? readiness.value : null,
      unread: readiness.ok ? null : readiness.refusal,
    });
  },
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: submitForm,
  run: ({ actor, params, context, input }) =>
    context.services.reviews.submit(actor, params.documentId, input),
  next: (_submitted, { params }) => ({ to: `/documents/${params.documentId}/review` }),
});

export default function Submit() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { readiness, unread, open } = view;
  const isOpen = open.threads + open.suggestions > 0;
  const [form, fields] = useSentForm({ id: "submit", schema: submitForm, answer });
  const signing = view.requiredOrganizations.map((organization) => {
    const people = view.matter.parties.find(({ id }) => id === organization.id)?.people ?? [];
    const reviewers = people.filter(({ roles }) => roles.includes("reviewer"));
    return { organization, reviewers: reviewers.map(({ name }) => name) };
  });
  const without = signing.filter(({ reviewers }) => reviewers.length === 0);
  return (
    <DocumentPage document={{ ...view, mayEdit: view.may.edit }} title="Submit for review" narrow>
      <div className="grid gap-8">
        <p>
          The text is frozen exactly as it is saved now, with its parties, signers and addresses.
          From then on nobody can write in it, until it is sent back. Words that others have not
          saved yet stay on their devices and are offered to them.
        </p>
        <Section title="Who must sign">
          <ul className="grid gap-3">
            {signing.map(({ organization, reviewers }) => (
              <li key={organization.id}>
                <OrganizationChip organization={organization} />
                <p className="mt-1 text-sm text-ink-soft">
                  {reviewers.length > 0
                    ? `${reviewers.length === 1 ? "" : "One of: "}${reviewers.join(", ")}`
                    : "Has no reviewer yet, so nobody could sign there"}
                </p>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Before it goes out">
          {readiness ? <Findings documentId={view.id} {...readiness} /> : null}
          {readiness ? <UpdateValues documentId={view.id} findings={readiness.findings} /> : null}
          {unread ? <Notice kind="problem">{unread.sentence}</Notice> : null}
        </Section>
        {isOpen ? (
          <Section title="Still open beside the text">
            <OpenThreadsList documentId={view.id} open={open} />
          </Section>
        ) : null}
        {without.length > 0 ? (
          <Notice kind="problem">
            It can’t be submitted yet: an administrator of{" "}
            {without.map(({ organization }) => organization.shortName).join(" and of ")} has to name
            a reviewer first.
          </Notice>
        ) : null}
        <SentForm
          form={form}
          submit="Freeze and submit for review"
          submitting="Laying out the pages and submitting…"
          beside={
            <>
              {answer?.block ? (
                <ButtonLink look="primary" to={`/documents/${view.id}#${answer.block}`}>
                  Go to that place
                </ButtonLink>
              ) : null}
              <ButtonLink to={`/documents/${view.id}`}>Back to the desk</ButtonLink>
            </>
          }
        >
          {view.standing.returned?.because === "changes-requested" ? (
            <div className="grid gap-3">
              <ReturnedPoints documentId={view.id} standing={view.standing} />
              <ParagraphsField
                field={fields.answer}
                label="Your answer to that"
                hint="What was changed for it, and what was not, and why. Everybody who reviews reads it beside the new version; the record keeps it."
                rows={4}
                optional
              />
            </div>
          ) : null}
          {readiness ? <input type="hidden" name="seen" value={readiness.seen} /> : null}
          {isOpen ? (
            <>
              <input type="hidden" name="listedAt" value={open.listedAt} />
              <ChoicesField
                field={fields.threads}
                label="What becomes of what is open beside the text"
                choices={[
                  {
                    value: "leave",
                    label: "Leave it open for after",
                    hint: "Reviewers see it beside the version. It is no part of what they sign.",
                  },
                  {
                    value: "close",
                    label: "Close all of it",
                    hint: "Comments are resolved and suggestions rejected, in your name.",
                  },
                ]}
              />
            </>
          ) : null}
          {readiness?.needsReason ? (
            <ParagraphsField
              field={fields.reason}
              label="Why the rest may stand"
              hint="All parties can read it; the record keeps it."
              rows={3}
            />
          ) : null}
          <p className="text-sm text-ink-soft">
            The pages are set first, as they would be filed; if something in them is missing or
            points to nothing, you are told where.
          </p>
        </SentForm>
      </div>
    </DocumentPage>
  );
}
