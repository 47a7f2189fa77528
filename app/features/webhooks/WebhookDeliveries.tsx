import { Form } from "react-router";
import type { WebhookDeliveryView, WebhookPageView } from "#server/services/index.ts";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { Button } from "#app/ui/Button.tsx";
import { Card } from "#app/ui/Page.tsx";
import { useBusy } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

const STATES: Readonly<Record<string, string>> = {
  waiting: "Waits",
  arrived: "Arrived",
  failed: "Did not arrive",
  dropped: "Not sent",
};

/** Lists what was sent, and what is to be, latest first. */
export function WebhookDeliveries({
  view: { deliveries, kept, webhook },
}: {
  readonly view: WebhookPageView;
}) {
  return (
    <>
      <Card>
        <ul className="divide-y divide-rule">
          {deliveries.map((delivery) => (
            <li key={delivery.id} id={`delivery-${delivery.id}`}>
              <Delivery delivery={delivery} isOn={webhook.offAt === null} />
            </li>
          ))}
        </ul>
      </Card>
      {kept > deliveries.length ? (
        <p className="mt-4 text-sm text-ink-soft">
          {kept - deliveries.length} earlier ones are kept, and not shown.
        </p>
      ) : null}
    </>
  );
}

function Delivery({
  delivery: { id, type, state, createdAt, triedAt, dueAt, attempts, status, problem, body },
  isOn,
}: {
  readonly delivery: WebhookDeliveryView;
  readonly isOn: boolean;
}) {
  const busy = useBusy("again");
  const isFailed = state === "failed" || (state === "waiting" && problem !== null);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium break-all">{type}</p>
        <p className="text-sm text-ink-soft">
          Written <Timestamp at={createdAt} />
          {triedAt === null ? null : (
            <>
              {"; "}
              {attempts === 1 ? "tried" : `tried ${attempts} times, last`}{" "}
              <Timestamp at={triedAt} />
            </>
          )}
          {state === "waiting" && dueAt !== null ? (
            <>
              {"; "}next try <Timestamp at={dueAt} />
            </>
          ) : null}
        </p>
        <p className="mt-1 text-sm">
          {state === "arrived" && problem !== null ? null : (
            <span className={isFailed ? "font-medium text-caution" : "font-medium"}>
              {STATES[state] ?? state}.
            </span>
          )}{" "}
          {problem ?? (state === "arrived" && status !== null ? `It answered ${status}.` : "")}
        </p>
        <details className="mt-2 text-sm">
          <summary className="link w-fit cursor-pointer">Event as it is sent</summary>
          <pre className="mt-2 font-mono text-sm break-all whitespace-pre-wrap">{body}</pre>
        </details>
      </div>
      {isOn ? (
        <Form method="post">
          <input type="hidden" name={INTENT_FIELD} value="again" />
          <input type="hidden" name="deliveryId" value={id} />
          <Button type="submit" busy={busy}>
            {state === "waiting" ? "Send now" : "Send again"}
            <span className="sr-only"> {type}</span>
          </Button>
        </Form>
      ) : null}
    </div>
  );
}
