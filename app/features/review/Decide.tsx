import { Link } from "react-router";
import type { OrganizationTag, ReviewView, Standing, VersionTag } from "#server/services/index.ts";
import { requestChangesForm, signOffForm } from "#app/domain/forms/review.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ChoicesField, ParagraphsField, PasswordField, type FormField } from "#app/ui/Field.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { ByPasskey } from "./ByPasskey.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

interface DecideProps {
  readonly documentId: string;
  readonly version: VersionTag;
  readonly standing: Pick<Standing, "signFor" | "askFor">;
  readonly passkeys: ReviewView["passkeys"];
  readonly answer: FormAnswer<unknown> | undefined;
  /** When the reader signed this version; null if they did not. */
  readonly signedAt: string | null;
}

/** The forms of a reviewer: sign off for their organization, or request changes with a reason. */
export function Decide({ standing, signedAt, ...form }: DecideProps) {
  const { version } = form;
  return (
    <div className="grid gap-6">
      {standing.signFor.length > 0 ? (
        <SignOff {...form} organizations={standing.signFor} />
      ) : (
        <p className="text-ink-soft">
          {signedAt === null ? (
            "Your organization has signed this version; one signature is enough."
          ) : (
            <>
              You signed version {version.number} <Timestamp at={signedAt} as="spoken" ends />
            </>
          )}
        </p>
      )}
      <AskForChanges {...form} organizations={standing.askFor} />
    </div>
  );
}

interface FormProps extends Omit<DecideProps, "standing" | "signedAt"> {
  readonly organizations: readonly OrganizationTag[];
}

/** Whether a reader can decide by passkey for one of these, and for one of them without. */
function waysFor({ organizations, passkeys }: Pick<FormProps, "organizations" | "passkeys">) {
  return {
    hasKey: organizations.some(({ id }) => passkeys.usableFor.includes(id)),
    needsNoKey: organizations.some(({ id }) => !passkeys.requiredBy.includes(id)),
  };
}

function SignOff({ documentId, version, organizations, passkeys, answer }: FormProps) {
  const [form, fields] = useSentForm({
    id: "sign-off",
    schema: signOffForm,
    answer,
    intent: "sign-off",
    defaultValue: { organizationId: organizations[0]?.id },
  });
  const name = nameOf(organizations);
  const { hasKey, needsNoKey } = waysFor({ organizations, passkeys });
  const takesPassword = needsNoKey && passkeys.hasPassword;
  return (
    <Section title={`Sign off for ${name}`}>
      <Card className="p-5">
        <SentForm
          form={form}
          intent="sign-off"
          submit={takesPassword ? `Sign off for ${name}${hasKey ? " by password" : ""}` : null}
          submitting="Signing…"
          look={hasKey ? "plain" : "primary"}
        >
          <SeenVersion version={version} />
          <OrganizationField organizations={organizations} field={fields.organizationId} />
          <p className="text-[0.9375rem] text-ink-soft">
            You sign exactly version {version.number}, its text and its parties, signers and
            addresses. Your name, the time and the version’s fingerprint (SHA-256) go on the record.
          </p>
          {hasKey ? (
            <ByPasskey
              documentId={documentId}
              schema={signOffForm}
              intent="sign-off"
              decision="approved"
              label={`Sign off for ${name} with a passkey`}
              look="primary"
            />
          ) : (
            <NoKey
              name={name}
              isRequired={!needsNoKey}
              hasPassword={passkeys.hasPassword}
              unavailable={passkeys.unavailable}
            />
          )}
          {takesPassword ? (
            <PasswordField
              field={fields.password}
              label="Your password"
              hint={
                hasKey
                  ? "Instead of a passkey. Only a passkey’s signature can be checked by others later."
                  : "Asked again, because a signature binds your organization."
              }
              autoComplete="current-password"
            />
          ) : null}
        </SentForm>
      </Card>
    </Section>
  );
}

/** Says what a passkey would do here, or that nothing goes without one. */
function NoKey({
  name,
  isRequired,
  hasPassword = true,
  unavailable,
}: {
  readonly name: string;
  readonly isRequired: boolean;
  readonly hasPassword?: boolean;
  readonly unavailable: string | null;
}) {
  if (unavailable !== null) {
    return (
      <p className="text-sm text-ink-soft">
        {isRequired ? `The reviewers of ${name} decide by passkey alone. ` : null}
        {unavailable}
      </p>
    );
  }
  return (
    <p className="text-sm text-ink-soft">
      {isRequired
        ? `The reviewers of ${name} decide by passkey alone, and you have none that signs for it.`
        : hasPassword
          ? "With a passkey, anybody can check later that you signed exactly this version."
          : "You have no password here, so you sign with a passkey."}{" "}
      <Link to="/account/passkeys" className="link">
        Add a passkey
      </Link>
    </p>
  );
}

const SEND_BACK = {
  question: "Send the document back to draft?",
  consequence:
    "It becomes a draft again at once, and the signatures given so far no longer count. They stay in its history, with your reason.",
  confirm: "Send it back to draft",
};

function AskForChanges({ documentId, version, organizations, passkeys, answer }: FormProps) {
  const [form, fields] = useSentForm({
    id: "request-changes",
    schema: requestChangesForm,
    answer,
    intent: "request-changes",
    defaultValue: { organizationId: organizations[0]?.id },
  });
  const name = nameOf(organizations);
  const failed = answer?.intent === "request-changes";
  const { hasKey, needsNoKey } = waysFor({ organizations, passkeys });
  return (
    <details open={failed} className="rounded-lg border border-rule bg-paper">
      <summary className="cursor-pointer rounded-lg px-5 py-3.5 font-medium hover:bg-wash">
        Ask for changes instead
      </summary>
      <SentForm
        form={form}
        intent="request-changes"
        submit={needsNoKey ? `Ask for changes for ${name}` : null}
        submitting="Sending it back…"
        look="plain"
        ask={SEND_BACK}
        className="px-5 pt-1 pb-5"
      >
        <SeenVersion version={version} />
        <OrganizationField organizations={organizations} field={fields.organizationId} />
        <ParagraphsField
          field={fields.reason}
          label="What should change, and why"
          hint="All parties can read it."
          rows={4}
        />
        {hasKey ? (
          <ByPasskey
            documentId={documentId}
            schema={requestChangesForm}
            ask={SEND_BACK}
            intent="request-changes"
            decision="changes-requested"
            label={`Ask for changes for ${name} with a passkey`}
            look="plain"
          />
        ) : needsNoKey ? null : (
          <NoKey name={name} isRequired unavailable={passkeys.unavailable} />
        )}
      </SentForm>
    </details>
  );
}

/**
 * The version that the page showed, so that nobody signs or returns a version they did not read.
 */
function SeenVersion({ version }: { version: VersionTag }) {
  return (
    <>
      <input type="hidden" name="versionId" value={version.id} />
      <input type="hidden" name="hash" value={version.hash} />
    </>
  );
}

/** Chooses the organization, for reviewers of several. */
function OrganizationField({
  organizations,
  field,
}: {
  organizations: readonly OrganizationTag[];
  field: FormField;
}) {
  const [only, ...others] = organizations;
  if (only && others.length === 0) {
    return <input type="hidden" name={field.name} value={only.id} />;
  }
  return (
    <ChoicesField
      field={field}
      label="You act for"
      choices={organizations.map((organization) => organizationChoice(organization))}
    />
  );
}

function nameOf([only, ...others]: readonly OrganizationTag[]): string {
  return only && others.length === 0 ? only.shortName : "an organization";
}
