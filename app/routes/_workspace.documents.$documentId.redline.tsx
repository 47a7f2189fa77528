import { Link, redirect, useLoaderData, type MetaFunction } from "react-router";
import { clsx } from "clsx";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { Changes } from "#app/features/versions/Changes.tsx";
import { Compare } from "#app/features/versions/Compare.tsx";
import { putBackPath } from "#app/features/versions/put-back-path.ts";
import { addressOf, TextName, textOf } from "#app/features/versions/TextName.tsx";
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
    const { documentId } = params;
    const compared = await context.services.versions.redline(actor, documentId, choice.value);
    // A paper that was brought in has no texts to compare (L59).
    if (compared.ok && compared.value.document.isBroughtIn) {
      throw redirect(`/documents/${documentId}/filed`);
    }
    return compared;
  },
});

export default function RedlinePage() {
  const { document, versions, from, to, changes, leftOut, isDrafter } =
    useLoaderData<typeof loader>();
  const query = `from=${addressOf(from)}&to=${addressOf(to)}`;
  const beside = changes.sides !== null;
  const earlier = textOf(from);
  const hasPdf = from.is === "version" && to.is !== "state";
  return (
    <DocumentPage
      document={document}
      title={
        <>
          From <TextName text={from} /> to <TextName text={to} />
        </>
      }
      actions={
        <>
          {isDrafter && earlier !== "draft" ? (
            <ButtonLink to={putBackPath(document.id, earlier)}>
              Put the earlier text back into the draft
            </ButtonLink>
          ) : null}
          {hasPdf ? (
            <ButtonLink to={`/documents/${document.id}/redline.pdf?${query}`} reloadDocument>
              Redline as PDF
            </ButtonLink>
          ) : null}
          {hasPdf ? (
            <ButtonLink to={`/documents/${document.id}/word?${query}`}>Redline to Word</ButtonLink>
          ) : null}
        </>
      }
    >
      <div
        className={clsx(
          "grid items-start gap-x-10 gap-y-8",
          !beside && "lg:grid-cols-[minmax(0,1fr)_20rem]",
        )}
      >
        <div className="grid min-w-0 gap-6">
          <nav
            aria-label="How the changes are shown"
            className="flex gap-4 text-[0.9375rem] max-lg:hidden"
          >
            <ViewLink to={`?${query}`} isCurrent={!beside}>
              In one text
            </ViewLink>
            <ViewLink to={`?${query}&view=sides`} isCurrent={beside}>
              Side by side
            </ViewLink>
          </nav>
          {leftOut > 0 ? (
            <Notice kind="word">
              {leftOut === 1
                ? "Something in the draft can’t be shown and is left out here."
                : `${leftOut} things in the draft can’t be shown and are left out here.`}
            </Notice>
          ) : null}
          <Changes
            key={query}
            changes={changes}
            layout={document.layoutProfile}
            names={{
              before: <TextName text={from} starts />,
              after: <TextName text={to} starts />,
            }}
            putBack={
              isDrafter && earlier !== "draft"
                ? (block) => putBackPath(document.id, earlier, [block])
                : null
            }
          />
        </div>
        <Compare
          key={query}
          documentId={document.id}
          versions={versions}
          states={[from, to].flatMap((text) => (text.is === "state" ? [text.state] : []))}
          from={textOf(from)}
          to={textOf(to)}
          draft={document.status === "draft"}
        />
      </div>
    </DocumentPage>
  );
}

function ViewLink({
  to,
  isCurrent,
  children,
}: {
  readonly to: string;
  readonly isCurrent: boolean;
  readonly children: string;
}) {
  return (
    <Link
      to={to}
      replace
      preventScrollReset
      aria-current={isCurrent ? "page" : undefined}
      className={isCurrent ? "font-medium" : "link"}
    >
      {children}
    </Link>
  );
}
