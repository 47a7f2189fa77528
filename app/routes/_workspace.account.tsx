import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { CalendarAddress } from "#app/features/account/CalendarAddress.tsx";
import { CodeApp } from "#app/features/account/CodeApp.tsx";
import { IdentitiesLink } from "#app/features/identity/IdentitiesLink.tsx";
import { TokensLink } from "#app/features/api-tokens/TokensLink.tsx";
import { Letters } from "#app/features/account/Letters.tsx";
import { Memberships } from "#app/features/account/Memberships.tsx";
import { OwnName } from "#app/features/account/OwnName.tsx";
import { OpenLetIns } from "#app/features/account/OpenLetIns.tsx";
import { OwnAddress } from "#app/features/account/OwnAddress.tsx";
import { NoOwnPassword } from "#app/features/account/NoOwnPassword.tsx";
import { OwnPassword } from "#app/features/account/OwnPassword.tsx";
import { Sessions } from "#app/features/account/Sessions.tsx";
import { ThemeChoice } from "#app/features/account/ThemeChoice.tsx";
import { PasskeysOfAccount } from "#app/features/passkeys/PasskeysOfAccount.tsx";
import { FollowList } from "#app/features/follow/FollowList.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { changeNameForm, changePasswordForm, endSessionForm } from "#app/domain/forms/account.ts";
import { letInForm } from "#app/domain/forms/account-link.ts";
import { mailPreferencesForm } from "#app/domain/forms/mail-preferences.ts";
import { done } from "#app/domain/refusal.ts";
import { withAbsoluteUrl } from "#app/framework/absolute-url.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "Account · Coalition Desk" }];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, context } = visit;
    const { services, sessionId } = context;
    const account = await withProof(visit, await services.account.show(actor, sessionId ?? ""));
    const letIns = await services.accountLinks.mine(actor);
    if (!account.ok) return account;
    return letIns.ok ? done({ ...account.value, letIns: letIns.value }) : letIns;
  },
});

export const action = guardedActions(guard, (handle) => ({
  name: handle({
    form: changeNameForm,
    run: ({ actor, context, input }) => context.services.account.changeName(actor, input),
    next: () => ({ said: "Your name was changed." }),
  }),
  password: handle({
    form: changePasswordForm,
    run: (visit) =>
      visit.context.services.account.changePassword(
        visit.actor,
        visit.input,
        askingBrowser(visit),
        visit.context.sessionId ?? "",
      ),
    next: () => ({ said: "Your password was changed. Other devices were signed out." }),
  }),
  letters: handle({
    form: mailPreferencesForm,
    run: ({ actor, context, input }) => context.services.letters.setTimes(actor, input),
    next: () => ({ said: "Your e-mail reminders were changed." }),
  }),
  "make-calendar": handle({
    form: z.object({}),
    run: (visit) =>
      visit.context.services.calendar.createAddress(visit.actor, askingBrowser(visit)),
    next: (made, { context }) => ({
      said: "Your calendar has a new address, below.",
      show: withAbsoluteUrl(made, context.appUrl),
    }),
  }),
  "revoke-calendar": handle({
    form: z.object({}),
    run: ({ actor, context }) => context.services.calendar.revokeAddress(actor),
    next: () => ({ said: "The address of your calendar was revoked." }),
  }),
  "end-session": handle({
    form: endSessionForm,
    run: ({ actor, context, input }) => context.services.account.endSession(actor, input.sessionId),
    next: () => ({ said: "That device was signed out." }),
  }),
  elsewhere: handle({
    form: z.object({}),
    run: ({ actor, context }) =>
      context.services.account.signOutElsewhere(actor, context.sessionId ?? ""),
    next: () => ({ said: "Your other devices were signed out." }),
  }),
  "refuse-let-in": handle({
    form: letInForm,
    run: ({ actor, context, input }) => context.services.accountLinks.refuse(actor, input.linkId),
    next: () => ({ said: "The link was withdrawn; it no longer works." }),
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
    <Page
      title="Account"
      crumbs={[{ to: "/", label: "Home" }]}
      lead={account.email}
      actions={<HelpLink about="sign-in">About signing in</HelpLink>}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-12">
        <OpenLetIns links={account.letIns} answer={answer} />
        <Memberships account={account} />
        <IdentitiesLink />
        <TokensLink />
        {/* Remounted when the name has changed. */}
        <OwnName key={account.name} name={account.name} answer={answer} />
        <OwnAddress email={account.email} />
        <ThemeChoice />
        <CalendarAddress
          address={account.calendarAddress}
          proof={account.proof}
          isTold={account.sendsLetters && account.confirmed}
          shown={answer?.intent === "make-calendar" ? (answer.show ?? null) : null}
          answer={answer}
        />
        <Letters
          times={account.mailTimes}
          isSent={account.sendsLetters}
          isConfirmed={account.confirmed}
          answer={answer}
        />
        <FollowList follows={account.follows} />
        <Sessions sessions={account.sessions} answer={answer} />
        <PasskeysOfAccount count={account.passkeys} />
        {account.hasPassword ? (
          <OwnPassword answer={answer} />
        ) : (
          <NoOwnPassword isMailed={account.sendsLetters} isConfirmed={account.confirmed} />
        )}
        <CodeApp />
      </div>
    </Page>
  );
}
