import { Link } from "react-router";
import { SCOPE_LABELS } from "#app/domain/api-token.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { TokenView } from "#server/services/index.ts";

/** The reader's tokens that hold, each with what it may do, its use, and the way to revoke it. */
export function TokenList({
  tokens,
  answer,
}: {
  readonly tokens: readonly TokenView[];
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  return (
    <Section title="Your tokens">
      <FormErrors answer={answer} intent="revoke" />
      {tokens.length === 0 ? (
        <Empty
          action={
            <Link to="/api" className="link">
              What programs can do here
            </Link>
          }
        >
          None. With a token a program of yours reads and writes as you, as far as you allow it.
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {tokens.map((token) => (
              <li key={token.id} className="grid gap-3 px-5 py-4">
                <TokenDetails token={token} />
                <ConfirmForm
                  intent="revoke"
                  fields={{ tokenId: token.id }}
                  label="Revoke"
                  about={token.name}
                  question={`Revoke “${token.name}”?`}
                  consequence="Programs that use it are refused from then on. What they did stands."
                  confirm="Revoke the token"
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function TokenDetails({ token }: { readonly token: TokenView }) {
  const { name, scopes, createdAt, expiresAt, usedAt, onlyFor } = token;
  return (
    <div className="min-w-0">
      <p className="font-medium wrap-anywhere">{name}</p>
      <p className="text-sm text-ink-soft">
        Made <Timestamp at={createdAt} as="date" />, ends <Timestamp at={expiresAt} as="date" />
        {usedAt ? (
          <>
            , last used <Timestamp at={usedAt} as="short" />.
          </>
        ) : (
          ", not used yet."
        )}
      </p>
      {onlyFor ? (
        <p className="text-sm text-ink-soft">
          Made when you had come in through an organization: it acts for {onlyFor} alone.
        </p>
      ) : null}
      <ul className="mt-2 text-sm text-ink-soft">
        {scopes.map((scope) => (
          <li key={scope}>{SCOPE_LABELS[scope]}</li>
        ))}
      </ul>
    </div>
  );
}
