import { counted } from "#app/domain/counted.ts";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { RestoreDraft } from "#app/features/costly-drafts/RestoreDraft.tsx";
import {
  removeWriterForm,
  restoreDraftForm,
  retryDraftForm,
} from "#app/domain/forms/costly-drafts.ts";
import { permitted } from "#app/framework/access-requirement.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { CostlyDraftView, CostView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";

export const meta: MetaFunction = () => [{ title: "Drafts that cost too much · Coalition Desk" }];

const guard = {
  need: permitted("workspace.mend-drafts", () => ({})),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, context }) => context.services.costlyDrafts.show(actor),
});

export const action = guardedActions(guard, (handle) => ({
  retry: handle({
    form: retryDraftForm,
    run: ({ actor, context, input }) => context.services.costlyDrafts.retry(actor, input),
    next: () => ({ said: "It is tried again with the next page that is asked for." }),
  }),
  restore: handle({
    form: restoreDraftForm,
    run: ({ actor, context, input }) => context.services.costlyDrafts.restore(actor, input),
    next: () => ({ said: "The draft was restored. What came after is kept, below." }),
  }),
  remove: handle({
    form: removeWriterForm,
    run: ({ actor, context, input }) => context.services.costlyDrafts.removeWriter(actor, input),
    next: () => ({ said: "The person was removed." }),
  }),
}));

export default function CostlyDrafts() {
  const { drafts, setAside } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Drafts that cost too much"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
      ]}
      lead="Pages, versions and comparisons of these drafts are paused, since working through what was written into them took longer, or more memory, than it may. Typing and saving go on in them, and no word is lost."
    >
      {["retry", "restore", "remove"].map((intent) => (
        <FormErrors key={intent} answer={answer} intent={intent} />
      ))}
      {drafts.length === 0 ? (
        <Empty action={<ButtonLink to="/organizations">Back to the organizations</ButtonLink>}>
          <p>No draft is paused.</p>
        </Empty>
      ) : (
        <div className="grid gap-8">
          {drafts.map((draft) => (
            <CostlyDraft key={draft.documentId} draft={draft} />
          ))}
        </div>
      )}
      {setAside.length === 0 ? null : (
        <Section title="What was taken out of drafts, and is kept">
          <ul className="grid gap-2">
            {setAside.map(({ documentId, title, generation, batches }) => (
              <li key={`${documentId} ${generation}`}>
                <Link
                  className="link"
                  reloadDocument
                  to={`/costly-drafts/${documentId}/${generation}/kept.txt`}
                >
                  {title}
                </Link>
                : {counted(batches, "change")}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function CostlyDraft({ draft }: { draft: CostlyDraftView }) {
  const { documentId, title, matter, organization, why, since, retryAt, costs } = draft;
  return (
    <Card>
      <div className="grid gap-4 p-5">
        <div>
          <h2 className="font-medium">{title}</h2>
          <p className="text-sm text-ink-soft">
            {matter} · {organization} · paused since <Timestamp at={since} />, tried again{" "}
            <Timestamp at={retryAt} /> ·{" "}
            {why === "time" ? "took too long" : "asked for too much memory"}
          </p>
        </div>
        {costs === null ? (
          <p>The cause is being looked for. Load this page again in a minute.</p>
        ) : (
          <>
            <ul className="grid gap-2">
              {costs.map((cost) => (
                <li key={cost.sequence}>{costSentence(cost)}</li>
              ))}
            </ul>
            <Writers costs={costs} documentId={documentId} />
          </>
        )}
        <ConfirmForm
          intent="retry"
          fields={{ documentId }}
          look="plain"
          label="Try again now"
          about={title}
          question="Try it again now?"
          consequence="The next page, version or comparison of this draft is worked on again, for half a minute at most."
          confirm="Try again"
        />
        <RestoreDraft draft={draft} />
      </div>
    </Card>
  );
}

function costSentence({ sequence, isBase, milliseconds, isUnfinished, people }: CostView): string {
  const what = isBase ? `Everything up to change ${sequence}` : `Change ${sequence}`;
  const seconds = (milliseconds / 1000).toFixed(1);
  const of = people.length > 0 ? `, of ${people.map(({ name }) => name).join(" and ")}` : "";
  return `${what}: ${seconds} s${isUnfinished ? " until it was given up" : ""}${of}`;
}

/** The authors of the changes, each once, with a form to remove them. */
function Writers({ costs, documentId }: { costs: readonly CostView[]; documentId: string }) {
  const names = new Map(
    costs.flatMap(({ people }) => people.map(({ userId, name }) => [userId, name] as const)),
  );
  return (
    <div className="flex flex-wrap gap-3">
      {[...names].map(([userId, name]) => (
        <ConfirmForm
          key={userId}
          intent="remove"
          fields={{ documentId, userId }}
          label={`Remove ${name}`}
          question={`Remove ${name}?`}
          consequence="They leave every organization that is party to this matter, at once, also in drafts that are open now. Tokens that they made through these organizations, and invitations and links for others, end. What they wrote stays."
          confirm={`Remove ${name}`}
        />
      ))}
    </div>
  );
}
