import { useId } from "react";
import { Form } from "react-router";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { FormErrors, useBusy } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { PasskeyView } from "#server/services/index.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

/** The reader's passkeys, each with its name, its use, and what can be done with it. */
export function PasskeyList({
  passkeys,
  asksProof,
  answer,
}: {
  readonly passkeys: readonly PasskeyView[];
  readonly asksProof: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  return (
    <Section title="Your passkeys">
      <FormErrors answer={answer} intent="rename" />
      <FormErrors answer={answer} intent="remove" />
      {passkeys.length === 0 ? (
        <Empty
          action={<HelpLink about="sign-in#ways-in">Passkeys and other ways to sign in</HelpLink>}
        >
          None yet. With a passkey you sign in by your finger, your face or the PIN of your device:
          there is no password that somebody could guess or coax out of you.
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {passkeys.map((passkey) => (
              <li key={passkey.id} className="grid gap-3 px-5 py-4">
                <PasskeyDetails passkey={passkey} />
                {passkey.mayChange ? (
                  <PasskeyActs passkey={passkey} asksProof={asksProof} />
                ) : (
                  <p className="text-sm text-ink-soft">
                    You came in through an organization, so you can’t change this one here.
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function PasskeyDetails({ passkey }: { readonly passkey: PasskeyView }) {
  const { name, createdAt, lastUsedAt, backedUp, elsewhere, via } = passkey;
  return (
    <div className="min-w-0">
      <p className="font-medium wrap-anywhere">{name}</p>
      <p className="text-sm text-ink-soft">
        Made <Timestamp at={createdAt} as="date" />
        {lastUsedAt ? (
          <>
            , last used <Timestamp at={lastUsedAt} />
          </>
        ) : (
          ", not used yet"
        )}
        . {backedUp ? "Kept in several devices." : "Kept in one device alone."}
      </p>
      {via ? (
        <p className="text-sm text-ink-soft">
          Made when you had come in through {via}: it lets you act for {via} alone.
        </p>
      ) : null}
      {elsewhere ? (
        <p className="text-sm text-ink-soft">
          Made for {elsewhere}, where this server no longer is: it opens nothing here.
        </p>
      ) : null}
    </div>
  );
}

function PasskeyActs({
  passkey: { id, name },
  asksProof,
}: {
  readonly passkey: PasskeyView;
  readonly asksProof: boolean;
}) {
  const field = useId();
  const busy = useBusy("rename");
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Form method="post" className="flex min-w-0 flex-wrap items-end gap-3">
        <input type="hidden" name={INTENT_FIELD} value="rename" />
        <input type="hidden" name="passkeyId" value={id} />
        <div className="min-w-0">
          <label htmlFor={field} className="mb-1 block text-sm font-medium">
            Name
          </label>
          {/* Remounted when another name was saved. */}
          <input
            key={name}
            id={field}
            name="name"
            defaultValue={name}
            maxLength={60}
            required
            autoComplete="off"
            className={BOX}
          />
        </div>
        <Button type="submit" busy={busy}>
          Rename<span className="sr-only"> {name}</span>
        </Button>
      </Form>
      {asksProof ? null : (
        <ConfirmForm
          intent="remove"
          fields={{ passkeyId: id }}
          label="Remove"
          about={name}
          question={`Remove “${name}”?`}
          consequence="It opens and signs nothing from then on, and what it signed stays signed. Delete it on your device, too, so that the device no longer offers it."
          confirm="Remove the passkey"
        />
      )}
    </div>
  );
}
