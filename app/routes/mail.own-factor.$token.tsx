import { useActionData, type MetaFunction } from "react-router";
import * as z from "zod";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { accountLinkParams } from "#app/framework/params.ts";
import { SECRET_ADDRESS } from "#app/framework/secret-address.ts";

export const meta: MetaFunction = () => [
  { title: "This sign-in is yours · Coalition Desk" },
  SECRET_ADDRESS,
];

const guard = { params: accountLinkParams, need: "signed in" } as const;
const pressed = z.object({});

/** Mail scanners open every link, so opening this one changes nothing. */
export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.ownFactor.showLink(actor, context.sessionId ?? "", params.token),
});

export const action = guardedAction({
  ...guard,
  form: pressed,
  run: ({ actor, params, context }) =>
    context.services.ownFactor.byLink(actor, context.sessionId ?? "", params.token),
  next: () => ({ to: "/account/own-factor" }),
});

export default function OwnFactorLink() {
  const answer = useActionData<typeof action>();
  const [form] = useSentForm({ id: "own-factor-link", schema: pressed, answer });
  return (
    <AuthLayout
      title="Is this sign-in yours?"
      lead="Then it reaches further from now on than the one organization through which you came in."
    >
      <SentForm form={form} submit="Yes, it is mine" submitting="One moment…">
        {null}
      </SentForm>
    </AuthLayout>
  );
}
