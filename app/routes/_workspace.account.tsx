import { useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { z } from "zod";
import { Memberships } from "#app/features/account/Memberships.tsx";
import { OwnName } from "#app/features/account/OwnName.tsx";
import { OwnPassword } from "#app/features/account/OwnPassword.tsx";
import { Sessions } from "#app/features/account/Sessions.tsx";
import { ThemeChoice } from "#app/features/account/ThemeChoice.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";
import { changeNameForm, changePasswordForm, endSessionForm } from "#app/domain/forms/account.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "Account · Coalition Desk" }];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, context }) => context.services.account.show(actor, context.sessionId ?? ""),
});

export const action = guardedActions(guard, (handle) => ({
  name: handle({
    form: changeNameForm,
    run: ({ actor, context, input }) => context.services.account.changeName(actor, input),
    next: () => ({ said: "Your name was changed." }),
  }),
  password: handle({
    form: changePasswordForm,
    run: ({ actor, context, input }) =>
      context.services.account.changePassword(
        actor,
        input,
        { address: context.address, userAgent: context.userAgent },
        context.sessionId ?? "",
      ),
    next: () => ({ said: "Your password was changed. Other devices were signed out." }),
  }),
  "end-session": handle({
    form: endSessionForm,
    run: ({ actor, context, input }) => context.services.account.endSession(actor, input.sessionId),
    next: () => ({ said: "That device was signed out." }),
  }),
  everywhere: handle({
    form: z.object({}),
    run: ({ actor, context }) => context.services.account.signOutEverywhere(actor),
    next: (_nothing, { context }) => ({ to: "/login", cookie: context.auth.blankCookie() }),
  }),
}));

export default function Account() {
  const account = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="Account" crumbs={[{ to: "/", label: "Home" }]} lead={account.email} narrow>
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-12">
        <Memberships account={account} />
        {/* Drawn anew when the name has changed. */}
        <OwnName key={account.name} name={account.name} answer={answer} />
        <ThemeChoice />
        <Sessions sessions={account.sessions} answer={answer} />
        <OwnPassword answer={answer} />
      </div>
    </Page>
  );
}
