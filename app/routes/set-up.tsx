import { Link, redirect, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { workspaceSetUpForm } from "#app/domain/forms/set-up.ts";
import { PASSWORD_MINIMUM } from "#app/domain/forms/password.ts";
import { done } from "#app/domain/refusal.ts";
import { openAction } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { ChoicesField, PasswordField, TextField } from "#app/ui/Field.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Set up this workspace · Coalition Desk" }];

export const loader = openLoader({
  load: async ({ context }) => {
    const isOpen = await context.services.setUp.isOpen();
    // Whoever sent the form a moment too late reads why nothing became of it.
    if (!isOpen && !context.isSent) throw redirect("/");
    return done({ isOpen });
  },
});

export const action = openAction({
  form: workspaceSetUpForm,
  run: ({ context, input }) =>
    context.services.setUp.complete(
      input,
      { address: context.address, userAgent: context.userAgent },
      context.sessionId,
    ),
  next: ({ cookie }) => ({ to: "/", cookie }),
});

const WRITES = [
  { value: "yes", label: "Yes, I am a drafter too" },
  { value: "no", label: "No, I administer only" },
] as const;

export default function SetUpWorkspace() {
  const { isOpen } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "set-up",
    schema: workspaceSetUpForm,
    answer,
    defaultValue: { writes: "yes" },
  });
  if (!isOpen) {
    return (
      <AuthLayout title="This workspace is set up">
        <FormErrors answer={answer} intent={null} />
        <Link to="/login" className="link">
          Sign in
        </Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Set up this workspace"
      lead="Nobody is here yet. Whoever starts the server finds a set-up token in its log: with it, you name the first organization and become its administrator."
    >
      <SentForm form={form} submit="Set up the workspace" submitting="Setting up…">
        <TextField
          field={fields.token}
          label="Set-up token"
          hint="Five groups of four, as the log has them. It works once, for a day after the start."
        />
        <TextField field={fields.organization} label="Full name of your organization" />
        <TextField
          field={fields.shortName}
          label="Short name"
          hint="As people say it; it appears beside the name of each of its people."
          short
        />
        <TextField field={fields.city} label="City" optional />
        <TextField
          field={fields.name}
          label="Your name"
          hint="As it will stand beside your words."
          autoComplete="name"
        />
        <TextField
          field={fields.email}
          label="E-mail address"
          type="email"
          autoComplete="username"
        />
        <PasswordField
          field={fields.password}
          label="Password"
          hint={`At least ${PASSWORD_MINIMUM} characters; a short sentence is easy to remember.`}
          autoComplete="new-password"
        />
        <ChoicesField
          field={fields.writes}
          label="Do you write documents yourself?"
          choices={WRITES}
        />
      </SentForm>
      <p className="mt-6 text-sm text-ink-soft">
        No log at hand? On the server, npm run setup does the same and asks for no token.
      </p>
    </AuthLayout>
  );
}
