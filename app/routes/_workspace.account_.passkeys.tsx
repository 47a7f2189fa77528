import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { AddPasskey } from "#app/features/passkeys/AddPasskey.tsx";
import { PasskeyList } from "#app/features/passkeys/PasskeyList.tsx";
import { ProveAgain } from "#app/features/passkeys/ProveAgain.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";
import {
  addPasskeyForm,
  passkeyProofForm,
  passwordProofForm,
  removePasskeyForm,
  renamePasskeyForm,
} from "#app/domain/forms/passkey.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "Passkeys · Coalition Desk" }];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: (visit) => visit.context.services.passkeys.list(visit.actor, askingBrowser(visit)),
});

export const action = guardedActions(guard, (handle) => ({
  add: handle({
    form: addPasskeyForm,
    run: (visit) =>
      visit.context.services.passkeys.add(visit.actor, visit.input, askingBrowser(visit)),
    next: (_added, { input }) => ({ said: `“${input.name}” was added.` }),
  }),
  rename: handle({
    form: renamePasskeyForm,
    run: ({ actor, context, input }) => context.services.passkeys.rename(actor, input),
    next: (_nothing, { input }) => ({ said: `It is called “${input.name}” now.` }),
  }),
  remove: handle({
    form: removePasskeyForm,
    run: (visit) =>
      visit.context.services.passkeys.remove(visit.actor, visit.input, askingBrowser(visit)),
    next: () => ({ said: "The passkey was removed. It opens nothing any more." }),
  }),
  "prove-passkey": handle({
    form: passkeyProofForm,
    run: (visit) =>
      visit.context.services.passkeys.proveByPasskey(
        visit.actor,
        visit.input,
        askingBrowser(visit),
      ),
    next: ({ cookie, isFurther }) => ({ said: isFurther ? REACHES_FURTHER : PROVED, cookie }),
  }),
  "prove-password": handle({
    form: passwordProofForm,
    run: (visit) =>
      visit.context.services.passkeys.proveByPassword(
        visit.actor,
        visit.input,
        askingBrowser(visit),
      ),
    next: ({ cookie }) => ({ said: PROVED, cookie }),
  }),
}));

const REACHES_FURTHER =
  "Thank you: this sign-in reaches further now, and you can change your passkeys.";
const PROVED = "Thank you: you can change your passkeys now.";

export default function PasskeysPage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { passkeys, unavailable, asksProof, hasPassword, hasPasskey } = view;
  return (
    <Page
      title="Passkeys"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-12">
        {unavailable ? <Notice kind="word">{unavailable}</Notice> : null}
        <PasskeyList passkeys={passkeys} asksProof={asksProof} answer={answer} />
        {asksProof ? (
          <ProveAgain hasPassword={hasPassword} hasPasskey={hasPasskey} answer={answer} />
        ) : unavailable ? null : (
          // Emptied once one was added.
          <AddPasskey key={passkeys.length} view={view} answer={answer} />
        )}
      </div>
    </Page>
  );
}
