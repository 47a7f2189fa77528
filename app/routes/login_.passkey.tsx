import { Link, useLocation, type MetaFunction } from "react-router";
import { PasskeySignIn } from "#app/features/passkeys/PasskeySignIn.tsx";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { passkeyProofForm } from "#app/domain/forms/passkey.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { openAction } from "#app/framework/guarded-action.ts";
import { nextPage } from "#app/framework/next-page.ts";

export const meta: MetaFunction = () => [{ title: "Sign in with a passkey · Coalition Desk" }];

export const action = openAction({
  form: passkeyProofForm,
  run: (visit) =>
    visit.context.services.passkeys.signIn(visit.input.response, askingBrowser(visit)),
  next: ({ cookie }, { url }) => ({ to: nextPage(url.searchParams.get("next")), cookie }),
});

export default function PasskeyPage() {
  const { search } = useLocation();
  return (
    <AuthLayout
      title="Sign in with a passkey"
      lead="Your device asks for your finger, your face or its PIN. Nothing has to be typed."
    >
      <PasskeySignIn isOffered={false} look="primary" />
      <p className="mt-6 text-sm">
        <Link to={`/login${search}`} className="link">
          Sign in with your password
        </Link>
      </p>
    </AuthLayout>
  );
}
