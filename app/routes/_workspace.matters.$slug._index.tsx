import { Link, useLoaderData, type MetaFunction } from "react-router";
import { Plus } from "lucide-react";
import type { MatterView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { DocketList } from "#app/features/docket/DocketList.tsx";
import { commonSigners, DocumentList, SignOffs } from "#app/features/document/DocumentList.tsx";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { editingPath } from "#app/features/public-page-editing/EditFrame.tsx";
import { PublicPageCard } from "#app/features/public-page-editing/PublicPageCard.tsx";
import { drawTimeline } from "#app/features/timeline/draw-timeline.tsx";
import { TimelineSection } from "#app/features/timeline/TimelineSection.tsx";
import DropWordFile from "#app/features/word-return/DropWordFile.tsx";
import { ArchivedNotice } from "#app/features/matter/ArchivedNotice.tsx";
import {
  MatterRecordCard,
  WatchedNamesCard,
  WholeMatter,
} from "#app/features/matter/MatterCards.tsx";
import { MatterSaid } from "#app/features/matter/MatterSaid.tsx";
import { NarrativeText } from "#app/features/matter/NarrativeText.tsx";
import { Party } from "#app/features/matter/Party.tsx";
import { DOCUMENT_STATUSES, type DocumentStatus } from "#app/domain/document.ts";
import { done } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { matterParams } from "#app/framework/params.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { FromArchiveNotice } from "#app/features/matter/FromArchive.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "Matter"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const { deadlines, matters, publicPage } = context.services;
    const matter = await matters.show(actor, params.slug);
    if (!matter.ok) return matter;
    const days = await publicPage.timeline(actor, params.slug);
    if (!days.ok) return days;
    const due = await deadlines.ofMatter(actor, params.slug);
    if (!due.ok) return due;
    const { pageState } = days.value;
    return done({ ...matter.value, pageState, due: due.value, timeline: drawTimeline(days.value) });
  },
});

export default function Matter() {
  const matter = useLoaderData<typeof loader>();
  const { slug, may } = matter;

  return (
    <Page
      title={matter.title}
      crumbs={[{ to: "/", label: "Home" }]}
      actions={
        may.createDocument ? (
          <ButtonLink to={`/matters/${slug}/documents/new`} look="primary">
            <Plus aria-hidden className="size-4" />
            New document
          </ButtonLink>
        ) : null
      }
    >
      <MatterSaid matter={matter} />
      {matter.archived ? (
        <ArchivedNotice archived={matter.archived}>
          {may.archive ? (
            <Link to={`/matters/${slug}/archive`} className="link">
              Bring it back
            </Link>
          ) : null}
        </ArchivedNotice>
      ) : null}
      {matter.fromArchive ? <FromArchiveNotice origin={matter.fromArchive} what="matter" /> : null}
      <DropWordFile place={`?matter=${slug}`} />
      <div className="grid items-start gap-x-8 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-8">
          <Documents matter={matter} />
          <Dockets matter={matter} />
          <TimelineSection
            slug={slug}
            timeline={matter.timeline}
            due={matter.due}
            edit={may.editNarrative ? editingPath(slug, "days") : null}
          />
          <Narrative matter={matter} />
        </div>
        <aside className="grid gap-10" aria-label="About this matter">
          <Agency matter={matter} />
          <PublicPageCard slug={slug} state={matter.pageState} />
          <Parties matter={matter} />
          {may.watchNames ? <WatchedNamesCard slug={slug} /> : null}
          <MatterRecordCard slug={slug} />
          <WholeMatter matter={matter} />
        </aside>
      </div>
    </Page>
  );
}

function Documents({
  matter: { documents, may, slug, parties, archived },
}: {
  matter: MatterView;
}) {
  const mayCreate = may.createDocument;
  const bringIn = archived ? null : (
    <span className="flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
      <Link to={`/from-word?matter=${slug}`} className="link">
        Bring in a Word file
      </Link>
      {may.bringIn ? (
        <Link to={`/matters/${slug}/bring-in`} className="link">
          Bring in a paper that was filed
        </Link>
      ) : null}
    </span>
  );
  if (documents.length === 0) {
    return (
      <Section title="Documents" actions={bringIn}>
        <Empty
          action={
            archived ? (
              <Link to="/" className="link">
                Your other matters
              </Link>
            ) : mayCreate ? (
              <ButtonLink to={`/matters/${slug}/documents/new`} look="primary">
                Start the first draft
              </ButtonLink>
            ) : (
              <OrganizationLinks parties={parties} />
            )
          }
        >
          <p>
            {archived
              ? "No document. One can be begun once the matter is brought back."
              : mayCreate
                ? "No document yet. A new one begins with the sections that its kind needs, and every party can write in it at once."
                : "No document yet. A drafter of one of the parties can start one; who that is stands beside under Parties, and an administrator gives the role."}
          </p>
        </Empty>
      </Section>
    );
  }
  const sorted = DOCUMENT_STATUSES.flatMap((status) =>
    documents.filter((document) => document.status === status),
  );
  const current = sorted.filter(({ status }) => !PAST.has(status));
  const past = sorted.filter(({ status }) => PAST.has(status));
  const signers = commonSigners(documents);
  return (
    <Section title="Documents" actions={bringIn}>
      <div className="grid gap-3">
        {signers ? (
          <SignOffs label="Signed by, or to be signed by" organizations={signers} />
        ) : null}
        <DocumentList documents={current} saysWhoSigns={signers === null} />
        {past.length > 0 ? (
          <details>
            <summary className="link w-fit cursor-pointer py-1">
              {past.length} superseded or withdrawn
            </summary>
            <div className="mt-2">
              <DocumentList documents={past} saysWhoSigns={signers === null} />
            </div>
          </details>
        ) : null}
      </div>
    </Section>
  );
}

const PAST: ReadonlySet<DocumentStatus> = new Set(["superseded", "withdrawn"]);

/** To the people of the reader's own organizations among the parties. */
function OrganizationLinks({ parties }: Pick<MatterView, "parties">) {
  const own = usePageFrame()?.person?.organizations ?? [];
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {own
        .filter(({ id }) => parties.some((party) => party.id === id))
        .map(({ id, shortName }) => (
          <li key={id}>
            <Link to={`/organizations/${id}`} className="link">
              People and roles of {shortName}
            </Link>
          </li>
        ))}
    </ul>
  );
}

function Dockets({ matter: { slug, dockets, may } }: { matter: MatterView }) {
  const create = `/matters/${slug}/dockets/new`;
  if (dockets.length === 0) {
    return (
      <Section title="Dockets">
        <Empty
          action={
            may.createDocket ? (
              <ButtonLink to={create}>New docket</ButtonLink>
            ) : (
              <HelpLink about="docket">What a docket is, and who records one</HelpLink>
            )
          }
        >
          <p>
            No lawsuit is recorded. A docket keeps its court, case number and parties, and the
            captions of all its documents say them.
          </p>
        </Empty>
      </Section>
    );
  }
  const another = may.createDocket ? (
    <Link to={create} className="link text-[0.9375rem]">
      New docket
    </Link>
  ) : null;
  return (
    <Section title="Dockets" actions={another}>
      <DocketList slug={slug} dockets={dockets} />
    </Section>
  );
}

function Narrative({ matter }: { matter: MatterView }) {
  const { narrative, slug, may } = matter;
  const paragraphs = narrative.split(/\n{2,}/u).filter((paragraph) => paragraph.trim() !== "");
  const edit = may.correct ? (
    <Link to={`/matters/${slug}/edit`} className="link text-[0.9375rem]">
      {may.editNarrative ? "Edit narrative and agency" : "Edit title and agency"}
    </Link>
  ) : null;
  return (
    <Section title="Narrative" actions={edit}>
      {paragraphs.length > 0 ? (
        <Card className="px-5 py-4">
          <NarrativeText paragraphs={paragraphs} />
        </Card>
      ) : (
        <Empty
          action={
            may.editNarrative ? (
              <ButtonLink to={`/matters/${slug}/edit`}>Write the narrative</ButtonLink>
            ) : (
              <HelpLink about="people#roles">Who may do what</HelpLink>
            )
          }
        >
          <p>
            {may.editNarrative
              ? "Not written yet. It tells in a few paragraphs what the matter is about."
              : "Not written yet. Staff of the lead organization write it."}
          </p>
        </Empty>
      )}
    </Section>
  );
}

function Agency({ matter: { agency, slug, may } }: { matter: MatterView }) {
  const edit = may.editDetails ? (
    <Link to={`/matters/${slug}/facts`} className="link text-[0.9375rem]">
      Parties, signers and addresses
    </Link>
  ) : null;
  return (
    <Section title="Agency" actions={edit}>
      <Card className="px-5 py-4">
        <dl className="grid gap-3">
          <LabeledValue label="Department" value={agency.department} />
          <LabeledValue label="Component" value={agency.component} />
          <LabeledValue label="Address for requests" value={agency.address} />
        </dl>
      </Card>
    </Section>
  );
}

function Parties({ matter }: { matter: MatterView }) {
  const manage = matter.may.changeParties ? (
    <Link to={`/matters/${matter.slug}/parties`} className="link text-[0.9375rem]">
      Change parties
    </Link>
  ) : null;
  return (
    <Section title="Parties" actions={manage}>
      <Card>
        <ul className="divide-y divide-rule">
          {matter.parties.map((party) => (
            <li key={party.id} className="px-5 py-4">
              <Party party={party} />
            </li>
          ))}
          {matter.asked.map((organization) => (
            <li key={organization.id} className="px-5 py-4">
              <OrganizationChip organization={organization} part="invited" />
              <p className="mt-2 font-medium">{organization.name}</p>
              <p className="text-sm text-ink-soft">Invited, and has not accepted yet.</p>
            </li>
          ))}
          {matter.guests.map(({ linkId, name, document }) => (
            <li key={linkId} className="px-5 py-4">
              <p className="font-medium">{name}</p>
              <p className="text-sm text-ink-soft">
                Reads{" "}
                <Link to={`/documents/${document.id}/guests`} className="link">
                  {document.title}
                </Link>
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}
