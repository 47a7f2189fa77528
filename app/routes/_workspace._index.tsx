import { Link, useLoaderData, type MetaFunction } from "react-router";
import { Plus } from "lucide-react";
import type { WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import type { AskedMatter, MatterSummary } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { DocumentList } from "#app/features/document/DocumentList.tsx";
import { FirstSteps } from "#app/features/home/FirstSteps.tsx";
import { NewDocument } from "#app/features/home/NewDocument.tsx";
import { WaitingGroups } from "#app/features/home/WaitingGroups.tsx";
import { Welcome } from "#app/features/home/Welcome.tsx";
import DropWordFile from "#app/features/word-return/DropWordFile.tsx";
import { MatterList } from "#app/features/matter/MatterList.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

export const meta: MetaFunction = () => [{ title: "Home · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.home.show(actor),
});

/** The groups of things asked of the reader or said to them; the others are days. */
const FIRST: ReadonlySet<WaitingGroup["name"]> = new Set(["asked", "said", "changed"]);

export default function Home() {
  const { groups, asked, recentDrafts, welcome, firstSteps, may, ...shown } =
    useLoaderData<typeof loader>();
  const matters = shown.matters.filter(({ archivedAt }) => archivedAt === null);
  const archived = shown.matters.filter(({ archivedAt }) => archivedAt !== null);
  const first = groups.filter(({ name }) => FIRST.has(name));
  const due = groups.filter(({ name }) => !FIRST.has(name));
  const namesMatter = matters.length > 1;
  const [newest] = matters;
  const isQuiet = first.length === 0 && asked.length === 0 && !welcome && firstSteps.length === 0;
  return (
    <Page
      title="Home"
      actions={
        <>
          {/* Without matters, the empty list itself links to the form. */}
          {may.createMatter && shown.matters.length > 0 ? (
            <ButtonLink to="/matters/new">
              <Plus aria-hidden className="size-4" />
              New matter
            </ButtonLink>
          ) : null}
          {matters.length > 0 ? (
            <ButtonLink to="/from-word">Bring in a Word file</ButtonLink>
          ) : null}
          <NewDocument matters={matters} />
        </>
      }
    >
      <DropWordFile />
      {/* Floats, since each part follows the one before in the order of reading, in either column. */}
      <div className="lg:flow-root">
        <div className="mb-10 grid gap-8 lg:float-left lg:clear-left lg:w-[58%]">
          {welcome ? <Welcome welcome={welcome} /> : null}
          {firstSteps.length > 0 ? <FirstSteps steps={firstSteps} /> : null}
          {asked.length > 0 ? <MatterInvitations matters={asked} /> : null}
          <WaitingGroups groups={first} namesMatter={namesMatter} />
          {isQuiet ? (
            <p className="text-ink-soft">
              {due.length > 0
                ? "Apart from what is listed below, nothing is waiting for you. "
                : "Nothing right now. "}
              Sign-offs, changes to a draft, mentions, papers to file, and drafts in which others
              wrote will appear here.
            </p>
          ) : null}
        </div>
        <Section
          title="Drafts you worked on"
          className="mb-10 lg:float-right lg:clear-right lg:w-[38%]"
        >
          {recentDrafts.length > 0 ? (
            <DocumentList documents={recentDrafts} namesMatter={namesMatter} />
          ) : (
            <Empty
              action={
                newest ? (
                  <Link to={`/matters/${newest.slug}`} className="link">
                    Open {newest.title}
                  </Link>
                ) : (
                  <HelpLink about="first-hour">The first hour</HelpLink>
                )
              }
            >
              <p>
                {matters.length > 0
                  ? "Drafts that you write in appear here, the latest first. Open a matter to find the others."
                  : "Drafts belong to a matter; once there is one, those that you write in appear here."}
              </p>
            </Empty>
          )}
        </Section>
        {due.length > 0 ? (
          <div className="mb-10 grid gap-8 lg:float-left lg:clear-left lg:w-[58%]">
            <WaitingGroups groups={due} namesMatter={namesMatter} />
          </div>
        ) : null}
        <Section title="Matters" className="mb-10 lg:float-right lg:clear-right lg:w-[38%]">
          {matters.length > 0 ? (
            <MatterList matters={matters} />
          ) : archived.length > 0 ? (
            <Empty
              action={
                may.createMatter ? (
                  <ButtonLink to="/matters/new">New matter</ButtonLink>
                ) : (
                  <Link to="/organizations" className="link">
                    Who administers your organization
                  </Link>
                )
              }
            >
              <p>
                All matters of your organizations are archived. Who administers the organization
                that leads one can bring it back.
              </p>
            </Empty>
          ) : (
            <FirstMatter mayCreate={may.createMatter} />
          )}
          <ArchivedMatters matters={archived} />
        </Section>
      </div>
    </Page>
  );
}

/** Put away, and so folded; whoever is party to one reads it as before. */
function ArchivedMatters({ matters }: { matters: readonly MatterSummary[] }) {
  if (matters.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="link w-fit cursor-pointer py-1">Archived ({matters.length})</summary>
      <div className="mt-2">
        <MatterList matters={matters} />
      </div>
    </details>
  );
}

/** Invitations to matters that wait for an administrator's answer. */
function MatterInvitations({ matters }: { matters: readonly AskedMatter[] }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {matters.map(({ part, matterId, title, lead, organization, invitedAt }) => (
          <li
            key={`${part}-${matterId}-${organization.id}`}
            className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 hover:bg-wash"
          >
            <div className="min-w-0">
              <Link
                to={`/organizations/${organization.id}/matters`}
                className="font-medium after:absolute after:inset-0 hover:underline"
              >
                {title}
              </Link>
              <p className="text-sm text-ink-soft">
                Led by {lead.name} · {part === "lead" ? "asked to lead" : "invited"} on{" "}
                <Timestamp at={invitedAt} as="date" />
              </p>
            </div>
            <span className="flex items-center gap-2 text-sm">
              Accept or decline {part === "lead" ? "the lead " : ""}for{" "}
              <OrganizationChip organization={organization} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function FirstMatter({ mayCreate }: { mayCreate: boolean }) {
  return mayCreate ? (
    <Empty
      action={
        <ButtonLink to="/matters/new" look="primary">
          Create the first matter
        </ButtonLink>
      }
    >
      <p>
        A matter holds one effort: the organizations that work on it, its story and its documents.
        Create it, add the other organizations as parties, then write the first draft together.
      </p>
    </Empty>
  ) : (
    <Empty
      action={
        <Link to="/organizations" className="link">
          Who administers your organization
        </Link>
      }
    >
      <p>
        Your organization is party to no matter now. An administrator of your organization can
        create one; the lead organization of another matter can invite yours to it.
      </p>
    </Empty>
  );
}
