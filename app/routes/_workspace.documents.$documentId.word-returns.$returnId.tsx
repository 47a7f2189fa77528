import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { takeWordBackForm } from "#app/domain/forms/word-return.ts";
import { BroughtWord } from "#app/features/word-return/BroughtWord.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { broughtWordParams } from "#app/framework/params.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { takenBackSentence } from "#app/features/word-return/return-sentences.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Brought in · ${data?.document.title ?? "Word file"} · Coalition Desk` },
];

const guard = { params: broughtWordParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.wordFiles.showBrought(actor, params.documentId, params.returnId),
});

export const action = guardedActions(guard, (handle) => ({
  "take-back": handle({
    form: takeWordBackForm,
    run: ({ actor, params, context, input }) =>
      context.services.wordFiles.takeBack(actor, params.documentId, input),
    next: (taken) => ({ said: takenBackSentence(taken) }),
  }),
}));

export default function BroughtWordPage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { document } = view;
  return (
    <Page
      title="Brought in from Word"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/documents/${document.id}`, label: document.title },
      ]}
      actions={
        <ButtonLink to={`/documents/${document.id}`} look="primary">
          To the draft
        </ButtonLink>
      }
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="take-back" />
      <BroughtWord view={view} />
    </Page>
  );
}
