import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { ButtonLink } from "~/components/Button";
import { Moment } from "~/components/Moment";
import { Card, Section } from "~/components/Page";
import { DocumentPage } from "~/components/review/DocumentPage";
import { FrozenText } from "~/components/review/FrozenText";
import { FactsTable } from "~/components/versions/FactsTable";
import { Hash } from "~/components/versions/Hash";
import { guardedLoader } from "~/http/guarded-loader";
import { versionParams } from "~/http/params";

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
  load: ({ actor, params, context }) =>
    context.services.versions.show(actor, params.documentId, params.number),
});

export default function Version() {
  const { document, version, html, facts, layoutProfile, letterhead } =
    useLoaderData<typeof loader>();
  return (
    <DocumentPage
      document={document}
      title={`Version ${version.number}${version.name ? `: ${version.name}` : ""}`}
      lead={
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span>
            {version.name ? "Kept" : "Submitted"} by {version.createdBy?.name ?? "a drafter"},{" "}
            <Moment at={version.createdAt} />
          </span>
          <Hash hash={version.hash} of="Fingerprint" />
        </div>
      }
      actions={
        <ButtonLink to={`/documents/${document.id}.pdf?version=${version.number}`} reloadDocument>
          PDF, marked
        </ButtonLink>
      }
    >
      <div className="grid gap-10">
        <FrozenText
          html={html}
          layout={layoutProfile}
          label={`Text of version ${version.number}`}
          letterhead={letterhead}
        />
        <Section title="Letterhead, caption and signers">
          <Card className="p-5">
            <FactsTable facts={facts} />
          </Card>
        </Section>
      </div>
    </DocumentPage>
  );
}
