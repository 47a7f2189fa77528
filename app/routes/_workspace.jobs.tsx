import { counted } from "#app/domain/counted.ts";
import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { failedJobForm } from "#app/domain/forms/jobs.ts";
import { jobLabel } from "#app/features/jobs/job-labels.ts";
import { permitted } from "#app/framework/access-requirement.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Page } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { FailedJobView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";

export const meta: MetaFunction = () => [{ title: "Jobs that failed · Coalition Desk" }];

const guard = {
  need: permitted("workspace.mend-jobs", () => ({})),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, context }) => context.services.jobs.showFailed(actor),
});

export const action = guardedActions(guard, (handle) => ({
  retry: handle({
    form: failedJobForm,
    run: ({ actor, context, input }) => context.services.jobs.retry(actor, input),
    next: () => ({ said: "The job is tried again now." }),
  }),
  discard: handle({
    form: failedJobForm,
    run: ({ actor, context, input }) => context.services.jobs.discard(actor, input),
    next: () => ({ said: "The job was discarded." }),
  }),
}));

export default function FailedJobs() {
  const { jobs, count, waiting, retrying } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Jobs that failed"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
      ]}
      lead="A job is work that the server does later, such as sending e-mail. One that fails is tried again for some 18 hours; then it is given up and listed here until somebody decides."
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="retry" />
      <FormErrors answer={answer} intent="discard" />
      {jobs.length === 0 ? (
        <Empty action={<ButtonLink to="/organizations">Back to the organizations</ButtonLink>}>
          <p>No job was given up.</p>
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {jobs.map((job) => (
              <FailedJob key={job.id} job={job} />
            ))}
          </ul>
        </Card>
      )}
      <p className="mt-4 text-sm text-ink-soft">
        {count > jobs.length ? `${count - jobs.length} more that failed are not shown. ` : null}
        Due now: {waiting}. Failed before and tried again: {retrying}.
      </p>
    </Page>
  );
}

function FailedJob({
  job: { id, kind, attempts, writtenAt, failedAt, why },
}: {
  job: FailedJobView;
}) {
  const what = jobLabel(kind);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">{what}</p>
        <p className="text-sm text-ink-soft">
          Written <Timestamp at={writtenAt} />, given up <Timestamp at={failedAt} /> after{" "}
          {counted(attempts, "attempt")}
        </p>
        {why === null ? null : <p className="mt-1 text-sm">{why}</p>}
      </div>
      <div className="flex flex-wrap gap-3">
        <ConfirmForm
          intent="retry"
          fields={{ jobId: id }}
          look="plain"
          label="Try again"
          about={what}
          question="Try this job again?"
          consequence="It is tried now, and for some 18 hours where it fails again."
          confirm="Try again"
        />
        <ConfirmForm
          intent="discard"
          fields={{ jobId: id }}
          label="Discard"
          about={what}
          question="Discard this job?"
          consequence="It is never done: an e-mail that it would have sent is not sent."
          confirm="Discard"
        />
      </div>
    </li>
  );
}
