import { useLoaderData, type MetaFunction } from "react-router";
import { discardWordForm } from "#app/domain/forms/word-return.ts";
import { WordArrival } from "#app/features/word-return/WordArrival.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordArrivalParams } from "#app/framework/params.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.fileName ?? "Word file"} · Coalition Desk` },
];

const guard = { params: wordArrivalParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.wordFiles.show(actor, params.arrivalId),
});

export const action = guardedActions(guard, (handle) => ({
  discard: handle({
    form: discardWordForm,
    run: ({ actor, params, context }) =>
      context.services.wordFiles.discard(actor, params.arrivalId),
    next: () => ({ to: "/from-word" }),
  }),
}));

export default function WordArrivalPage() {
  const arrival = useLoaderData<typeof loader>();
  return (
    <Page
      title={<span className="wrap-anywhere">{arrival.fileName}</span>}
      crumbs={[{ to: "/", label: "Home" }]}
      lead="You alone see it here, and nothing of it is written anywhere before you say so."
      narrow
    >
      <WordArrival arrival={arrival} />
    </Page>
  );
}
