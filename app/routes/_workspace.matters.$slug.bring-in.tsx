import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { BringIn } from "#app/features/filing/BringIn.tsx";
import { BROUGHT_IN_BYTES, BROUGHT_IN_FIELD, bringInForm } from "#app/domain/forms/bring-in.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { matterParams } from "#app/framework/params.ts";
import { FIELDS_LIMIT } from "#app/framework/upload-body.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [
  { title: "Bring in a paper that was filed · Coalition Desk" },
];

const guard = { params: matterParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.filings.bringInChoices(actor, params.slug),
});

export const action = guardedUploads(
  {
    ...guard,
    admit: ({ actor, params, context }) => context.services.filings.mayBringIn(actor, params.slug),
    limit: BROUGHT_IN_BYTES + FIELDS_LIMIT,
    file: { field: BROUGHT_IN_FIELD, missing: "Choose the PDF that was filed." },
  },
  (handle) => ({
    "bring-in": handle({
      form: bringInForm,
      run: ({ actor, params, context, input, file: { name, bytes } }) =>
        context.services.filings.bringIn(actor, params.slug, input, { fileName: name, bytes }),
      said: "The paper was brought in.",
      next: ({ documentId }) => `/documents/${documentId}/filed`,
    }),
  }),
);

export default function BringInPage() {
  const choices = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Bring in a paper that was filed"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${choices.matter.slug}`, label: choices.matter.title },
      ]}
      lead="A request, an appeal, a complaint or a letter that was filed before it came here. It counts as any filing from then on; its page and its certificate say that its PDF was brought in, by whom and when."
      narrow
    >
      <BringIn choices={choices} answer={answer} />
    </Page>
  );
}
