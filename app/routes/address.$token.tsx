import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { accountLinkParams } from "#app/framework/params.ts";
import { SECRET_ADDRESS } from "#app/framework/secret-address.ts";

export const meta: MetaFunction = () => [
  { title: "E-mail address · Coalition Desk" },
  SECRET_ADDRESS,
];

const pressed = z.object({});

/** Mail scanners open every link, so opening this one changes nothing. */
export const loader = openLoader({
  params: accountLinkParams,
  load: ({ params, context }) => context.services.address.showLink(params.token),
});

export const action = openActions(accountLinkParams, (handle) => ({
  confirm: handle({
    form: pressed,
    run: ({ params, context }) => context.services.address.confirm(params.token),
    next: ({ changed }) => ({ to: `/address?done=${changed ? "changed" : "confirmed"}` }),
  }),
  stop: handle({
    form: pressed,
    run: ({ params, context }) => context.services.address.stopByLink(params.token),
    next: () => ({ to: "/address?done=stopped" }),
  }),
}));

export default function ConfirmAddress() {
  const change = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form] = useSentForm({ id: "confirm", schema: pressed, answer, intent: "confirm" });
  const { name, before, after, side, confirmed, expiresAt } = change;
  const here = side === "before" ? before : after;
  const other = side === "before" ? after : before;
  const isOtherDone = side === "before" ? confirmed.after : confirmed.before;
  return (
    <AuthLayout
      title="Change the e-mail address?"
      lead={
        <>
          <p>
            {name} wants to sign in as <strong className="font-medium text-ink">{after}</strong>,
            and no longer as <strong className="font-medium text-ink">{before}</strong>.
          </p>
          <p className="mt-2">
            {isOtherDone
              ? `${other} has confirmed it. If you confirm it here, it is changed at once.`
              : `It is changed once ${other} has confirmed it, too.`}{" "}
            The link works until <Timestamp at={expiresAt} as="whole" ends />
          </p>
        </>
      }
    >
      {confirmed[side] ? (
        <p className="mb-5">
          Confirmed at {here}. It waits for the link that was mailed to {other}.
        </p>
      ) : (
        <SentForm
          form={form}
          intent="confirm"
          submit={`Confirm at ${here}`}
          submitting="Confirming…"
        >
          {null}
        </SentForm>
      )}
      <FormErrors answer={answer} intent="stop" />
      <ConfirmForm
        intent="stop"
        className="mt-5"
        look="plain"
        label="Stop the change"
        question="Stop the change?"
        consequence={`The address stays ${before}, and both links end. If it was not you who asked, choose a new password as well: somebody else is signed in.`}
        confirm="Stop it"
      />
    </AuthLayout>
  );
}
