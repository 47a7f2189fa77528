import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { WebhookView } from "#server/services/index.ts";
import { addWebhookForm } from "#app/domain/forms/webhook.ts";
import { WEBHOOK_TOPIC_NAMES, WEBHOOK_TOPICS } from "#app/domain/webhooks/events.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { WebhookSecret } from "#app/features/webhooks/WebhookSecret.tsx";
import { WebhookState } from "#app/features/webhooks/WebhookState.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Webhooks · Coalition Desk" }];

const guard = {
  params: organizationParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    return withProof(visit, await context.services.webhooks.show(actor, params.organizationId));
  },
});

export const action = guardedAction({
  ...guard,
  form: addWebhookForm,
  run: (visit) => {
    const { actor, params, context, input } = visit;
    const browser = askingBrowser(visit);
    return context.services.webhooks.add(actor, params.organizationId, input, browser);
  },
  next: (added) => ({ said: "The webhook was added.", show: added }),
});

export default function Webhooks() {
  const { organization, webhooks, mayAdd, proof } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const page = `/organizations/${organization.id}/webhooks`;
  return (
    <Page
      title="Webhooks"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
      ]}
      lead={`Another program of ${organization.shortName} is told by HTTPS what happens in the matters to which it is party: with titles and links, and without a word of a text or a comment.`}
      narrow
    >
      {answer?.show ? (
        <WebhookSecret
          said={answer.said ?? ""}
          made={answer.show}
          page={`${page}/${answer.show.webhookId}`}
        />
      ) : null}
      <AskProof
        proof={proof}
        answer={answer}
        before="another program is told of your organization’s matters"
      />
      <div className="grid gap-10">
        {webhooks.length === 0 ? (
          <Empty action={<ButtonLink to="/help/webhooks">How events look</ButtonLink>}>
            <p>No program is told of anything. Add the address of one below.</p>
          </Empty>
        ) : (
          <Card>
            <ul className="divide-y divide-rule">
              {webhooks.map((webhook) => (
                <li key={webhook.id}>
                  <ListedWebhook webhook={webhook} to={`${page}/${webhook.id}`} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {mayAdd ? (
          <Section title="Add a webhook">
            {/* Remounted when another one was added. */}
            <AddForm key={webhooks.length} answer={answer} />
          </Section>
        ) : (
          <p>An organization has no more than these. Remove one to add another.</p>
        )}
      </div>
    </Page>
  );
}

function ListedWebhook({ webhook, to }: { readonly webhook: WebhookView; readonly to: string }) {
  const { name, url, topics } = webhook;
  return (
    <div className="px-5 py-4">
      <p className="font-medium">
        <Link to={to} className="link">
          {name}
        </Link>
      </p>
      <p className="font-mono text-sm break-all text-ink-soft">{url}</p>
      <p className="mt-1 text-sm text-ink-soft">
        {topics.map((topic) => WEBHOOK_TOPICS[topic].label).join("; ")}
      </p>
      <p className="mt-1 text-sm">
        <WebhookState webhook={webhook} />
      </p>
    </div>
  );
}

function AddForm({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form, fields] = useSentForm({
    id: "webhook",
    schema: addWebhookForm,
    answer,
    defaultValue: { topics: [...WEBHOOK_TOPIC_NAMES] },
  });
  return (
    <SentForm form={form} submit="Add the webhook" submitting="Adding…">
      <TextField
        field={fields.name}
        label="Name"
        hint="By which you know it again, such as Case list."
      />
      <TextField
        field={fields.url}
        label="Address"
        hint="Events are sent to exactly this address, such as https://hooks.example.org/desk. None goes to an address inside of a private network, unless whoever runs this server allows it."
      />
      <ChoicesField
        field={fields.topics}
        label="It is told of"
        multiple
        choices={WEBHOOK_TOPIC_NAMES.map((value) => ({ value, ...WEBHOOK_TOPICS[value] }))}
      />
    </SentForm>
  );
}
