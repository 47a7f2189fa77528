import { Link, redirect, useLoaderData, type MetaFunction } from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Empty } from "#app/ui/Page.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { SittingList } from "#app/features/history/SittingList.tsx";
import { Compare } from "#app/features/versions/Compare.tsx";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { historyQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `History of ${data?.document.title ?? "a document"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const query = readQuery(historyQuery, url);
    if (!query.ok) return query;
    const { documentId } = params;
    const shown = await context.services.history.show(actor, documentId, query.value.before);
    // A paper that was brought in never was a draft here (L59).
    if (shown.ok && shown.value.document.isBroughtIn) {
      throw redirect(`/documents/${documentId}/filed`);
    }
    return shown;
  },
});

export default function HistoryPage() {
  const history = useLoaderData<typeof loader>();
  const { document, sittings, versions, earlier, isLatest } = history;
  const isDraft = document.status === "draft";
  const past = isDraft ? sittings.filter(({ isNow }) => !isNow) : sittings;
  return (
    <DocumentPage
      document={document}
      title="History"
      lead="The draft as it was at the end of each sitting; half an hour without a word ends one. Sittings are kept for 30 days, each day’s last one for a year, and versions for good. For that long, everybody who may read the draft can read here what was taken out of it."
    >
      <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-8">
          {sittings.length + versions.length > 0 ? (
            <SittingList history={history} />
          ) : (
            <Empty
              action={
                <Link to={`/documents/${document.id}`} className="link">
                  Open the document
                </Link>
              }
            >
              <p>Nothing was written yet.</p>
            </Empty>
          )}
          {earlier || !isLatest ? (
            <p className="flex flex-wrap gap-3">
              {earlier ? (
                <ButtonLink to={`?before=${earlier.sequence + 1}`}>Earlier</ButtonLink>
              ) : null}
              {isLatest ? null : <ButtonLink to="?">The latest</ButtonLink>}
            </p>
          ) : null}
        </div>
        {past.length + versions.length > 0 ? (
          <Compare
            documentId={document.id}
            versions={versions}
            states={past}
            from={past[0] ?? versions[0]?.number}
            to={isDraft ? "draft" : (versions[0]?.number ?? past[0])}
            draft={isDraft}
          />
        ) : null}
      </div>
    </DocumentPage>
  );
}
