import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { createTokenForm, revokeTokenForm } from "#app/domain/forms/api-token.ts";
import { MadeToken, NewTokenForm } from "#app/features/api-tokens/NewTokenForm.tsx";
import { TokenList } from "#app/features/api-tokens/TokenList.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [{ title: "Tokens for programs · Coalition Desk" }];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => withProof(visit, await visit.context.services.apiTokens.list(visit.actor)),
});

export const action = guardedActions(guard, (handle) => ({
  create: handle({
    form: createTokenForm,
    run: (visit) =>
      visit.context.services.apiTokens.create(visit.actor, visit.input, askingBrowser(visit)),
    next: (made) => ({ said: `The token for “${made.name}” was made.`, show: made }),
  }),
  revoke: handle({
    form: revokeTokenForm,
    run: ({ actor, context, input }) => context.services.apiTokens.revoke(actor, input),
    next: () => ({ said: "The token was revoked. It opens nothing any more." }),
  }),
}));

export default function TokensPage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { tokens, isFull, proof } = view;
  return (
    <Page
      title="Tokens for programs"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      actions={<HelpLink about="programs">About programs</HelpLink>}
      narrow
    >
      <StatusMessage>{answer?.intent === "create" ? null : answer?.said}</StatusMessage>
      <MadeToken made={answer?.intent === "create" ? (answer.show ?? null) : null} />
      <AskProof proof={proof} answer={answer} before="a program can act as you" />
      <div className="grid gap-12">
        <TokenList tokens={tokens} answer={answer} />
        {isFull ? (
          <Notice kind="word">
            You have as many tokens as anybody may have. Revoke one to make another.
          </Notice>
        ) : (
          // Emptied once one was made.
          <NewTokenForm key={tokens.length} view={view} answer={answer} />
        )}
      </div>
    </Page>
  );
}
