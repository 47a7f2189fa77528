import { Link, useLoaderData, type MetaFunction } from "react-router";
import { OperationCard } from "#app/features/api/OperationCard.tsx";
import { done, refuse } from "#app/domain/refusal.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { Card, Page, Section } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [{ title: "API · Coalition Desk" }];

/** For anybody: nothing of a workspace stands in it. */
export const loader = openLoader({
  load: async ({ context: { describeApi, appUrl } }) =>
    describeApi ? done({ ...(await describeApi()), appUrl }) : refuse("not-found"),
});

function Typed({ children }: { readonly children: string }) {
  return (
    <p className="rounded-md border border-rule-strong bg-paper px-3 py-2 font-mono text-sm wrap-anywhere">
      {children}
    </p>
  );
}

export default function ApiPage() {
  const { scopes, groups, problems, appUrl } = useLoaderData<typeof loader>();
  return (
    <Page
      title="API"
      lead="For programs that read and write here as you."
      actions={<HelpLink about="programs">About programs</HelpLink>}
    >
      <div className="grid gap-12">
        <Section title="How it works">
          <div className="grid max-w-prose gap-3">
            <p>
              Make a token on{" "}
              <Link to="/account/tokens" className="link">
                your account’s page
              </Link>
              , and send it with each request:
            </p>
            <Typed>{`curl -H "Authorization: Bearer cdesk_…" ${appUrl}/api/v1/matters`}</Typed>
            <p>
              For a client in your language take{" "}
              <a href="/api/openapi.json" className="link">
                the description in OpenAPI 3.1
              </a>
              . A program may do what you may do, by the same rules, and no more than its token’s
              scopes say. The record names you for what it does, and says that a program did it.
            </p>
            <p>
              Lists come in pages: ask again with the “next” of a page as “cursor”. Times are in
              UTC.
            </p>
            <p>
              A request to write needs a header Idempotency-Key that you make for it, such as a
              UUID. Sent again within a day, it is done once and answered as it was. This starts a
              letter in the matter whose slug stands in the address:
            </p>
            <Typed>
              {`curl -H "Authorization: Bearer cdesk_…" -H "Idempotency-Key: $(uuidgen)" -H "Content-Type: application/json" -d '{"kind":"letter","title":"A letter","layoutProfile":"letter"}' ${appUrl}/api/v1/matters/the-slug/documents`}
            </Typed>
            <p>
              Addresses may be logged on the way, by a proxy of yours or of this server: a title
              that goes with a Word file stands in one.
            </p>
            <p>
              You may read 600 times and write 60 times a minute. A text counts as ten, a page of
              what is due as twenty, and a list that takes more work or a Word file as up to five.
              After that the answer says in Retry-After how long to wait.
            </p>
          </div>
        </Section>
        <Section title="Scopes">
          <Card>
            <dl className="divide-y divide-rule">
              {scopes.map(({ scope, words }) => (
                <div key={scope} className="px-5 py-3.5">
                  <dt className="font-mono text-sm">{scope}</dt>
                  <dd className="text-ink-soft">{words}</dd>
                </div>
              ))}
            </dl>
          </Card>
        </Section>
        {groups.map(({ name, operations }) => (
          <Section key={name} title={name}>
            <div className="grid gap-6">
              {operations.map((operation) => (
                <OperationCard key={operation.id} operation={operation} />
              ))}
            </div>
          </Section>
        ))}
        <Section title="Problems">
          <p className="mb-4 max-w-prose text-ink-soft">
            A refusal is answered as JSON (RFC 9457): “detail” says what happened and what to do,
            “errors” which fields, and “code” is one of these.
          </p>
          <Card>
            <ul className="divide-y divide-rule">
              {problems.map(({ code, status }) => (
                <li key={code} id={code} className="flex gap-3 px-5 py-2 text-sm">
                  <span className="font-mono">{status}</span>
                  <span className="font-mono">{code}</span>
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      </div>
    </Page>
  );
}
