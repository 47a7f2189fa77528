import { Link } from "react-router";
import type { AccountView } from "#server/services/index.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { SIGN_IN_METHOD_LABELS } from "./method-labels.ts";
import { SignOutForm } from "./SignOutForm.tsx";

interface SessionsProps {
  readonly sessions: AccountView["sessions"];
  readonly answer: FormAnswer<unknown> | undefined;
}

/**
 * The devices on which the person is signed in, with forms that sign out here, on another device,
 * or everywhere.
 */
export function Sessions({ sessions, answer }: SessionsProps) {
  return (
    <Section
      title="Where you are signed in"
      actions={
        <Link to="/record?kind=account" className="link text-[0.9375rem]">
          What is recorded of your account
        </Link>
      }
    >
      <FormErrors answer={answer} intent="end-session" />
      <FormErrors answer={answer} intent="elsewhere" />
      <Card>
        <ul className="divide-y divide-rule">
          {sessions.map(({ id, current, device, ...session }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-5 py-4"
            >
              <div className="min-w-0">
                <p className="font-medium">
                  {device ?? "Unknown device"}
                  {current ? <span className="font-normal text-ink-soft"> (this one)</span> : null}
                </p>
                <SessionDetails {...session} />
              </div>
              {current ? (
                <SignOutForm>
                  <Button type="submit">Sign out here</Button>
                </SignOutForm>
              ) : (
                <ConfirmForm
                  intent="end-session"
                  fields={{ sessionId: id }}
                  label="Sign out"
                  about={`on ${device ?? "the unknown device"}`}
                  look="plain"
                  question={`Sign out on ${device ?? "that device"}?`}
                  consequence="Pages that are open there are closed at once. Words that it has not saved yet stay on it and are offered again after signing in there. Tokens for your programs and your calendar’s address stay."
                  confirm="Sign out there"
                />
              )}
            </li>
          ))}
        </ul>
      </Card>
      {sessions.length > 1 ? (
        <div className="mt-4 flex flex-wrap gap-3">
          <ConfirmForm
            intent="elsewhere"
            label="Sign out on all others"
            look="plain"
            question="Sign out on all other devices?"
            consequence="Pages that are open there are closed at once. Words that they have not saved yet stay on them and are offered again after signing in there. All tokens for your programs end, and your calendar’s address."
            confirm="Sign out there"
          />
          <SignOutForm everywhere>
            <Button type="submit" look="danger" aria-haspopup="dialog">
              Sign out on all {sessions.length} devices
            </Button>
          </SignOutForm>
        </div>
      ) : null}
    </Section>
  );
}

type SessionDetailsProps = Pick<
  AccountView["sessions"][number],
  "createdAt" | "lastUsedAt" | "address" | "method" | "onlyFor"
>;

function SessionDetails({ createdAt, lastUsedAt, address, method, onlyFor }: SessionDetailsProps) {
  return (
    <div className="text-sm text-ink-soft">
      <p>
        Signed in since <Timestamp at={createdAt} />, {SIGN_IN_METHOD_LABELS[method]}
        {address === null ? null : (
          <>
            , from <span className="break-all">{address}</span>
          </>
        )}
      </p>
      {lastUsedAt === null ? null : (
        <p>
          Last page opened <Timestamp at={lastUsedAt} /> or within the hour after
        </p>
      )}
      {onlyFor === null ? null : <p>For {onlyFor} alone</p>}
    </div>
  );
}
