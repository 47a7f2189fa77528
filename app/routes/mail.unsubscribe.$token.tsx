import { data, Form, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { KeptPage } from "#app/ui/KeptPage.tsx";
import { Button } from "#app/ui/Button.tsx";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { unsubscribeParams } from "#app/framework/params.ts";
import { discardBody } from "#app/framework/upload-body.ts";
import { refusedPage } from "#app/framework/refused.ts";
import { STOPPED_LABELS } from "#app/features/account/letter-labels.ts";
import type { ActionArgs } from "#app/framework/route-args.ts";
import { SECRET_ADDRESS } from "#app/framework/secret-address.ts";

export const meta: MetaFunction = () => [
  { title: "E-mail reminders · Coalition Desk" },
  SECRET_ADDRESS,
  { name: "robots", content: "noindex" },
];

/** Mail scanners open every link, so opening this one changes nothing. */
export const loader = openLoader({
  params: unsubscribeParams,
  load: ({ params, context }) => context.services.letters.show(params.token),
});

/**
 * Unsubscribes: sent by the page's form, or by a mail program directly (RFC 8058), which may send
 * any kind of form and has no session. The signed address names the kind of mail and the person;
 * nothing else is read.
 */
export async function action({ request, params, context }: ActionArgs) {
  await discardBody(request);
  const stopped = await context.services.letters.stop(params["token"] ?? "");
  if (!stopped.ok) throw refusedPage(stopped.refusal, new URL(request.url));
  return data({ stopped: true }, { headers: { "Cache-Control": "no-store" } });
}

export default function Unsubscribe() {
  const { letters } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = STOPPED_LABELS[letters];
  return answer?.stopped ? (
    <AuthLayout title="You get no more of these e-mails">
      <p>
        {words} stopped. Home still shows what waits for you, and you can choose again on your
        Account page.
      </p>
    </AuthLayout>
  ) : (
    <AuthLayout title="No more of these e-mails?" lead={`${words} will stop.`}>
      <KeptPage />
      <Form method="post">
        <Button type="submit" look="primary">
          Stop these e-mails
        </Button>
      </Form>
    </AuthLayout>
  );
}
