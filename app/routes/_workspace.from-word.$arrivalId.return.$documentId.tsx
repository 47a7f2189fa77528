import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { bringInWordForm } from "#app/domain/forms/word-return.ts";
import { WordReturn } from "#app/features/word-return/WordReturn.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordReturnParams, wordTextQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `What came back · ${data?.document.title ?? "Word file"} · Coalition Desk` },
];

const guard = { params: wordReturnParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  async load({ actor, params: { documentId, arrivalId }, context, url }) {
    const asked = readQuery(wordTextQuery, url);
    if (!asked.ok) return asked;
    const { text, for: chosen } = asked.value;
    const readers = chosen === "all" ? null : chosen;
    return context.services.wordFiles.showReturn(actor, documentId, { arrivalId, text, readers });
  },
});

export const action = guardedActions(guard, (handle) => ({
  "bring-in": handle({
    form: bringInWordForm,
    run: ({ actor, params, context, input }) =>
      context.services.wordFiles.bringIn(actor, params.documentId, input),
    next: ({ returnId }, { params }) => ({
      to: `/documents/${params.documentId}/word-returns/${returnId}`,
    }),
  }),
}));

export default function WordReturnPage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { document, arrival } = view;
  return (
    <Page
      title="What came back from Word"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/documents/${document.id}`, label: document.title },
        { to: `/from-word/${arrival.id}`, label: arrival.fileName },
      ]}
      narrow
    >
      <WordReturn view={view} answer={answer} />
    </Page>
  );
}
