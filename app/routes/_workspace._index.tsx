import { Link, useLoaderData, type MetaFunction } from "react-router";
import { Plus } from "lucide-react";
import type { AskedMatter } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { DocumentList } from "#app/features/document/DocumentList.tsx";
import { WaitingGroups } from "#app/features/home/WaitingGroups.tsx";
import { MatterList } from "#app/features/matter/MatterList.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "Home · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.home.show(actor),
});

export default function Home() {
  const { groups, asked, recentDrafts, matters, may } = useLoaderData<typeof loader>();
  // Without matters, the empty list itself links to the form.
  const newMatter =
    may.createMatter && matters.length > 0 ? (
      <ButtonLink to="/matters/new">
        <Plus aria-hidden className="size-4" />
        New matter
      </ButtonLink>
    ) : null;

  return (
    <Page title="Waiting for you" actions={newMatter}>
      <div className="grid gap-10">
        {asked.length > 0 ? <MatterInvitations matters={asked} /> : null}
        {groups.length > 0 ? (
          <WaitingGroups groups={groups} />
        ) : asked.length > 0 ? null : (
          <p className="text-ink-soft">
            Nothing right now. What is asked of you or said to you will stand here: sign-offs,
            changes to a draft, mentions, papers to file, dates that run out, and drafts in which
            others wrote.
          </p>
        )}

        <div className="grid items-start gap-x-8 gap-y-10 lg:grid-cols-[3fr_2fr]">
          <Section title="Drafts you worked on">
            {recentDrafts.length > 0 ? (
              <DocumentList documents={recentDrafts} tells="status" />
            ) : (
              <Empty>
                <p>
                  {matters.length > 0
                    ? "Drafts that you write in stand here, the latest first. Open a matter to find the others."
                    : "Drafts belong to a matter; once there is one, those that you write in stand here."}
                </p>
              </Empty>
            )}
          </Section>
          <Section title="Matters">
            {matters.length > 0 ? (
              <MatterList matters={matters} />
            ) : (
              <FirstMatter mayCreate={may.createMatter} />
            )}
          </Section>
        </div>
      </div>
    </Page>
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
    <Empty>
      <p>
        Your organization is not party to a matter yet. An administrator of your organization can
        create one; the lead organization of another matter can invite yours to it.
      </p>
    </Empty>
  );
}
