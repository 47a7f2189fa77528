import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { Notice } from "#app/ui/Notice.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { Changes } from "#app/features/versions/Changes.tsx";
import { Compare } from "#app/features/versions/Compare.tsx";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { redlineQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `What changed in ${data?.document.title ?? "a document"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const choice = readQuery(redlineQuery, url);
    if (!choice.ok) return choice;
    return context.services.versions.redline(actor, params.documentId, choice.value);
  },
});

export default function RedlinePage() {
  const { document, versions, from, to, changes, leftOut } = useLoaderData<typeof loader>();
  const later = to === null ? "the draft as it is now" : `version ${to.number}`;
  return (
    <DocumentPage document={document} title={`From version ${from.number} to ${later}`}>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-6">
          {leftOut > 0 ? (
            <Notice kind="word">
              {leftOut === 1
                ? "Something in the draft can't be shown and is left out here."
                : `${leftOut} things in the draft can't be shown and are left out here.`}
            </Notice>
          ) : null}
          <Changes changes={changes} layout={document.layoutProfile} />
        </div>
        <Compare
          key={`${from.id}-${to?.id}`}
          documentId={document.id}
          versions={versions}
          from={from.number}
          to={to?.number ?? "draft"}
          draft={document.status === "draft"}
        />
      </div>
    </DocumentPage>
  );
}
