import { SCOPE_LABELS, SCOPES, TOKEN_DAYS, type TokenDays } from "#app/domain/api-token.ts";
import { createTokenForm } from "#app/domain/forms/api-token.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { CopyField } from "#app/ui/CopyField.tsx";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import type { NewToken, TokensView } from "#server/services/index.ts";

const DAYS_LABELS: Readonly<Record<TokenDays, string>> = {
  "7": "A week",
  "30": "30 days",
  "90": "90 days",
  "180": "180 days",
  "365": "A year",
};

/** Makes a token; its secret is shown once, above. */
export function NewTokenForm({
  view: { madeThrough, isTold },
  answer,
}: {
  readonly view: TokensView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "create-token",
    schema: createTokenForm,
    answer,
    intent: "create",
    defaultValue: { scopes: ["read"], days: "90" },
  });
  return (
    <Section title="Make a token">
      <p className="mb-4 text-ink-soft">
        Whoever has it is you, as far as you select here. It opens no page and changes no draft’s
        text, and it ends when you sign out elsewhere or choose a new password.
        {madeThrough
          ? ` You came in through an organization: what you make now acts for ${madeThrough} alone.`
          : null}{" "}
        {isTold
          ? "You are told by mail when one is made."
          : "This server sends no mail to you about it: look at this list from time to time, and revoke what you don’t know."}
      </p>
      <SentForm form={form} intent="create" submit="Make the token" submitting="Making it…">
        <TextField field={fields.name} label="Program" hint="So that you know it again." />
        <ChoicesField
          field={fields.scopes}
          label="It may"
          multiple
          choices={SCOPES.map((scope) => ({ value: scope, label: SCOPE_LABELS[scope] }))}
        />
        <ChoicesField
          field={fields.days}
          label="It holds for"
          choices={TOKEN_DAYS.map((days) => ({ value: days, label: DAYS_LABELS[days] }))}
        />
      </SentForm>
    </Section>
  );
}

/** A new token, shown once. */
export function MadeToken({ made }: { readonly made: NewToken | null }) {
  return (
    <div aria-live="polite">
      {made ? (
        <Notice kind="done" className="mb-6">
          <p>
            The token for “{made.name}” was made. Give it to that program, and keep it nowhere else:
            it is not shown again.
          </p>
          <CopyField label="Token" what="token" value={made.secret} />
        </Notice>
      ) : null}
    </div>
  );
}
