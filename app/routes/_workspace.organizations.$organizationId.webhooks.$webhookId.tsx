import { counted } from "#app/domain/counted.ts";
import { Form, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import type { WebhookPageView } from "#server/services/index.ts";
import { webhookDeliveryForm } from "#app/domain/forms/webhook.ts";
import { WEBHOOK_TOPICS } from "#app/domain/webhooks/events.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { WebhookDeliveries } from "#app/features/webhooks/WebhookDeliveries.tsx";
import { WebhookSecret } from "#app/features/webhooks/WebhookSecret.tsx";
import { WebhookState } from "#app/features/webhooks/WebhookState.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { webhookParams } from "#app/framework/params.ts";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors, useBusy } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.webhook.name ?? "Webhook"} · Coalition Desk` },
];

const guard = {
  params: webhookParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const { organizationId, webhookId } = params;
    const view = await context.services.webhooks.showOne(actor, organizationId, webhookId);
    return withProof(visit, view);
  },
});

const nothing = z.object({});

export const action = guardedActions(guard, (handle) => ({
  test: handle({
    form: nothing,
    run: ({ actor, params, context }) =>
      context.services.webhooks.test(actor, params.organizationId, params.webhookId),
    next: () => ({
      said: "A test is on its way. Load the page again in a moment to see how it went.",
    }),
  }),
  again: handle({
    form: webhookDeliveryForm,
    run: ({ actor, params, context, input }) =>
      context.services.webhooks.sendAgain(actor, params.organizationId, params.webhookId, input),
    next: () => ({
      said: "It is sent now, under the same id. Load the page again in a moment to see how it went.",
    }),
  }),
  secret: handle({
    form: nothing,
    run: (visit) => {
      const { actor, params, context } = visit;
      const { organizationId, webhookId } = params;
      const { webhooks } = context.services;
      return webhooks.makeSecret(actor, organizationId, webhookId, askingBrowser(visit));
    },
    next: (made) => ({
      said: "A new secret was made. The former one signs beside it for 24 hours.",
      show: { secret: made.secret },
    }),
  }),
  off: handle({
    form: nothing,
    run: ({ actor, params, context }) =>
      context.services.webhooks.switchOff(actor, params.organizationId, params.webhookId),
    next: () => ({ said: "The webhook is switched off: nothing is sent there." }),
  }),
  on: handle({
    form: nothing,
    run: (visit) => {
      const { actor, params, context } = visit;
      const { organizationId, webhookId } = params;
      const { webhooks } = context.services;
      return webhooks.switchOn(actor, organizationId, webhookId, askingBrowser(visit));
    },
    next: () => ({ said: "The webhook is told of what happens from now on." }),
  }),
  remove: handle({
    form: nothing,
    run: ({ actor, params, context }) =>
      context.services.webhooks.remove(actor, params.organizationId, params.webhookId),
    next: (_nothing, { params }) => ({ to: `/organizations/${params.organizationId}/webhooks` }),
  }),
}));

export default function Webhook() {
  const view = useLoaderData<typeof loader>();
  const { organization, webhook, deliveries } = view;
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={webhook.name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
        { to: `/organizations/${organization.id}/webhooks`, label: "Webhooks" },
      ]}
      lead={<WebhookState webhook={webhook} />}
      narrow
    >
      {answer?.show ? (
        <WebhookSecret said={answer.said ?? ""} made={answer.show} />
      ) : (
        <StatusMessage>{answer?.said}</StatusMessage>
      )}
      <FormErrors answer={answer} intent="test" />
      <FormErrors answer={answer} intent="again" />
      <AskProof
        proof={view.proof}
        answer={answer}
        before="a secret is made or a webhook is switched on"
      />
      <div className="grid gap-10">
        <About view={view} />
        <Section title="Deliveries" actions={webhook.offAt === null ? <SendTest /> : null}>
          {deliveries.length === 0 ? (
            <Empty action={<ButtonLink to="/help/webhooks">How events look</ButtonLink>}>
              <p>Nothing was sent yet. A test shows whether events arrive.</p>
            </Empty>
          ) : (
            <WebhookDeliveries view={view} />
          )}
        </Section>
        <Section title="Change it">
          <FormErrors answer={answer} intent="secret" />
          <FormErrors answer={answer} intent="off" />
          <FormErrors answer={answer} intent="on" />
          <FormErrors answer={answer} intent="remove" />
          <div className="flex flex-wrap gap-3">
            <ConfirmForm
              intent="secret"
              look="plain"
              label="Make a new secret"
              question="Make a new secret?"
              consequence="Events are signed by both for 24 hours, so that its receiver can take over the new one meanwhile; then by the new one alone. One that is older than the former stops at once."
              confirm="Make a new secret"
            />
            {webhook.offAt === null ? (
              <ConfirmForm
                intent="off"
                label="Switch it off"
                question={`Switch ${webhook.name} off?`}
                consequence="Waiting events are no longer sent automatically, and events from while it is off are not sent later."
                confirm="Switch it off"
              />
            ) : (
              <ConfirmForm
                intent="on"
                look="plain"
                label="Switch it on"
                question={`Switch ${webhook.name} on?`}
                consequence="It is told of what happens from now on. What did not arrive before you can have sent again, one by one."
                confirm="Switch it on"
              />
            )}
            <ConfirmForm
              intent="remove"
              label="Remove it"
              question={`Remove ${webhook.name}?`}
              consequence="Nothing is sent to its address any more, and its secret and its deliveries are deleted."
              confirm="Remove it"
            />
          </div>
        </Section>
      </div>
    </Page>
  );
}

function About({ view: { webhook, waiting } }: { readonly view: WebhookPageView }) {
  const { url, topics, createdAt, createdBy, formerUntil } = webhook;
  return (
    <div className="grid gap-2">
      <p className="font-mono text-sm break-all">{url}</p>
      <p>It is told of: {topics.map((topic) => WEBHOOK_TOPICS[topic].label).join("; ")}.</p>
      <p className="text-sm text-ink-soft">
        Added {createdBy === null ? null : `by ${createdBy} `}on{" "}
        <Timestamp at={createdAt} as="day" ends />{" "}
        {waiting === 0
          ? "Nothing waits to be sent."
          : `${counted(waiting, "waits", "wait")} to be sent.`}{" "}
        {formerUntil === null ? null : (
          <>
            Its former secret signs, too, until <Timestamp at={formerUntil} ends />
          </>
        )}
      </p>
    </div>
  );
}

function SendTest() {
  const busy = useBusy("test");
  return (
    <Form method="post">
      <input type="hidden" name={INTENT_FIELD} value="test" />
      <Button type="submit" busy={busy}>
        Send a test
      </Button>
    </Form>
  );
}
