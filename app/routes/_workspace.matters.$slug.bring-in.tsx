import {
  data,
  useActionData,
  useLoaderData,
  type ClientActionFunctionArgs,
  type MetaFunction,
} from "react-router";
import { BringIn } from "#app/features/filing/BringIn.tsx";
import { BROUGHT_IN_BYTES, BROUGHT_IN_FIELD, bringInForm } from "#app/domain/forms/bring-in.ts";
import { refuse, REFUSAL_STATUS } from "#app/domain/refusal.ts";
import { unreadAnswer, type FormAnswer } from "#app/framework/form-answer.ts";
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

/** A long form: where the connection breaks off, everything that was typed and chosen stays. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  try {
    return await serverAction<typeof action>();
  } catch (error) {
    // As `fetch` throws it; what the server answers is a Response.
    if (!(error instanceof TypeError)) throw error;
    const { refusal } = refuse("unavailable", BROKE_OFF);
    // With a status of an error, nothing of the page is loaded anew.
    const status = REFUSAL_STATUS[refusal.code];
    return data<FormAnswer>(unreadAnswer(refusal, "bring-in"), { status });
  }
}

const BROKE_OFF =
  "The connection broke off, so it is not known to be brought in. All that you typed and chose is still here; look at the matter’s documents, and send it again if it is not there.";

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
