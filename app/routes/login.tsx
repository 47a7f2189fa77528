import { useActionData, useLoaderData } from "@remix-run/react";
import { signInForm } from "~/domain/forms/sign-in";
import { done } from "~/domain/refusal";
import { guardedAction } from "~/http/guarded-action";
import { guardedLoader } from "~/http/guarded-loader";
import { nextPage } from "~/http/next-page";

export const loader = guardedLoader({
  need: "anyone",
  load: ({ url }) => done({ next: nextPage(url.searchParams.get("next")) }),
});

export const action = guardedAction({
  need: "anyone",
  form: signInForm,
  run: ({ context, input }) =>
    context.auth.signIn(
      input.email,
      input.password,
      {
        address: context.address,
        userAgent: context.userAgent,
      },
      context.sessionId,
    ),
  then: ({ cookie }, { url }) => ({ to: nextPage(url.searchParams.get("next")), cookie }),
});

export default function SignIn() {
  const { next } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main>
      <h1>Sign in</h1>
      {answer?.reply.error?.[""]?.map((sentence) => (
        <p key={sentence} role="alert">
          {sentence}
        </p>
      ))}
      <form
        method="post"
        action={next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`}
      >
        <input name="email" type="email" aria-label="E-mail address" />
        <input name="password" type="password" aria-label="Password" />
        <button type="submit">Sign in</button>
      </form>
    </main>
  );
}
