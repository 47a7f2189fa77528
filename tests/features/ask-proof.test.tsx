// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createRoutesStub, data, Form, useActionData, useLoaderData } from "react-router";
import { afterEach, expect, it } from "vitest";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import type { FormAnswer } from "#app/framework/form-answer.ts";

afterEach(cleanup);

const answerOf = (intent: string, said: string | null, wrong = "A while ago."): FormAnswer => ({
  intent,
  reply: said === null ? { error: { "": [wrong] } } : {},
  said,
  show: null,
});

/** A page that was opened a moment after its reader signed in, and is sent long after. */
function openPage() {
  let asksProof = false;
  let isProved = false;
  function Page() {
    const proof = useLoaderData<() => Parameters<typeof AskProof>[0]["proof"]>();
    const answer = useActionData<FormAnswer>();
    return (
      <>
        <AskProof proof={proof} answer={answer} />
        <Form method="post">
          <input name="issuer" aria-label="Issuer" />
          <button type="submit">Save</button>
        </Form>
        <p>{answer?.said}</p>
      </>
    );
  }
  const Stub = createRoutesStub([
    {
      path: "/",
      Component: Page,
      loader: () => ({ asksProof, hasPassword: true, hasPasskey: false }),
      action: () => {
        if (isProved) return answerOf("set", "It is saved.");
        asksProof = true;
        return data(answerOf("set", null), { status: 403 });
      },
    },
    {
      path: "/account/passkeys",
      action: async ({ request }) => {
        const sent = await request.formData();
        if (sent.get("password") !== "the password") {
          return data(answerOf("prove-password", null, "Not the password."), { status: 400 });
        }
        isProved = true;
        asksProof = false;
        return answerOf("prove-password", "Thank you.");
      },
    },
  ]);
  render(<Stub />);
}

it("asks on the page who it is, and keeps what was filled in there", async () => {
  openPage();
  const issuer = await screen.findByLabelText<HTMLInputElement>("Issuer");
  expect(screen.queryByText("Show that it is you")).toBeNull();
  fireEvent.change(issuer, { target: { value: "https://login.example.net" } });
  fireEvent.click(screen.getByText("Save"));
  const password = await screen.findByLabelText<HTMLInputElement>("Your password");
  const send = (typed: string) => {
    fireEvent.change(password, { target: { value: typed } });
    fireEvent.click(screen.getByText("Use the password"));
  };
  // The page's own answer is gone once it was loaded anew; its sentence is not.
  await screen.findByText("A while ago.");
  send("another");
  await screen.findByText("Not the password.");
  send("the password");
  await screen.findByText(/What you filled in is still here/u);
  expect(screen.queryByText("Show that it is you")).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>("Issuer").value).toBe("https://login.example.net");
  expect(screen.getByLabelText("Issuer")).toBe(issuer);
  fireEvent.click(screen.getByText("Save"));
  await screen.findByText("It is saved.");
});
