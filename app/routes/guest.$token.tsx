import { redirect, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { guestCodeForm } from "#app/domain/forms/guest.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { guestParams } from "#app/framework/params.ts";
import { SECRET_ADDRESS } from "#app/framework/secret-address.ts";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { KeptPage } from "#app/ui/KeptPage.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [
  { title: "A document for you · Coalition Desk" },
  SECRET_ADDRESS,
];

const askForm = z.object({});

/** Mail scanners open every link, so opening this one changes nothing. */
export const loader = openLoader({
  params: guestParams,
  async load({ params, context, request }) {
    const cookies = request.headers.get("Cookie");
    const door = await context.services.guests.door({ token: params.token, cookies });
    if (door.ok && door.value.open !== null) throw redirect(door.value.open);
    return door;
  },
});

export const action = openActions(guestParams, (handle) => ({
  ask: handle({
    form: askForm,
    run: ({ params, context, request }) =>
      context.services.guests.askCode({
        token: params.token,
        cookies: request.headers.get("Cookie"),
      }),
    next: ({ address, cookie }) => ({
      said: `A code was mailed to ${address}. It works for 15 minutes, in this browser.`,
      cookie,
    }),
  }),
  enter: handle({
    form: guestCodeForm,
    run: ({ params, context, request, input }) =>
      context.services.guests.enter(
        { token: params.token, cookies: request.headers.get("Cookie") },
        input,
      ),
    next: ({ path, cookie }) => ({ to: path, cookie }),
  }),
}));

export default function GuestDoor() {
  const { name, address, organization, lastDay } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [ask] = useSentForm({ id: "ask", schema: askForm, answer, intent: "ask" });
  const [enter, fields] = useSentForm({
    id: "enter",
    schema: guestCodeForm,
    answer,
    intent: "enter",
  });
  return (
    <AuthLayout
      title="A document for you"
      lead={
        <p>
          {organization} lets {name} read a document, through {writtenDate(lastDay)} (Washington
          time).
        </p>
      }
    >
      <KeptPage />
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-8">
        <SentForm form={ask} intent="ask" submit="Mail me a code" submitting="Mailing…">
          <p>
            To show that it is you, have a code mailed to {address}, and type it here. No account
            and no password is needed.
          </p>
        </SentForm>
        <SentForm
          form={enter}
          intent="enter"
          submit="Open the document"
          submitting="Opening…"
          look="plain"
        >
          <TextField
            field={fields.code}
            label="Code"
            hint="Eight digits, from the latest e-mail."
            autoComplete="one-time-code"
            short
          />
        </SentForm>
      </div>
    </AuthLayout>
  );
}
