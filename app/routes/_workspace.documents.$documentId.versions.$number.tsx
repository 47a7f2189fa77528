import { redirect, useLoaderData, type MetaFunction } from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { DetailsTable } from "#app/features/versions/DetailsTable.tsx";
import { putBackPath } from "#app/features/versions/put-back-path.ts";
import { VersionComments } from "#app/editor/threads/VersionComments.tsx";
import { Hash } from "#app/features/versions/Hash.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { versionParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data
      ? `Version ${data.version.number} of ${data.document.title} · Coalition Desk`
      : "Not found · Coalition Desk",
  },
];

export const loader = guardedLoader({
  params: versionParams,
  need: "signed in",
  async load({ actor, params, context }) {
    const { documentId, number } = params;
    const shown = await context.services.versions.show(actor, documentId, number);
    // A paper that was brought in has no text of its own here (L59).
    if (shown.ok && shown.value.document.isBroughtIn)
      throw redirect(`/documents/${documentId}/filed`);
    return shown;
  },
});

export default function Version() {
  const { document, version, html, facts, layoutProfile, letterhead, isDrafter, keepsTexts } =
    useLoaderData<typeof loader>();
  return (
    <DocumentPage
      document={document}
      title={`Version ${version.number}${version.name ? `: ${version.name}` : ""}`}
      lead={
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span>
            {version.name ? "Kept" : "Submitted"} by {personLabel(version.createdBy, "a drafter")},{" "}
            <Timestamp at={version.createdAt} />
          </span>
          <Hash hash={version.hash} of={`SHA-256 of version ${version.number}`} />
        </div>
      }
      actions={
        <>
          {isDrafter ? (
            <ButtonLink to={putBackPath(document.id, version.number)}>
              Put this text back into the draft
            </ButtonLink>
          ) : null}
          <ButtonLink to={`/documents/${document.id}.pdf?version=${version.number}`} reloadDocument>
            PDF (not filed)
          </ButtonLink>
          <ButtonLink to={`/documents/${document.id}/word?version=${version.number}`}>
            To Word
          </ButtonLink>
          {keepsTexts ? (
            <ButtonLink to={`/documents/${document.id}/template?version=${version.number}`}>
              Keep as a template
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <div className="grid gap-10">
        <FrozenText
          html={html}
          layout={layoutProfile}
          label={`Text of version ${version.number}`}
          letterhead={letterhead}
        />
        <Section title="Parties, signers and addresses">
          <Card className="p-5">
            <DetailsTable details={facts} />
          </Card>
        </Section>
      </div>
      <VersionComments documentId={document.id} version={version} />
    </DocumentPage>
  );
}
