// @vitest-environment jsdom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { createRoutesStub, Form, Link } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KeptPage } from "#app/ui/KeptPage.tsx";
import { NOT_LOADED, NOT_SENT } from "#app/ui/keep-forms.ts";

const SENTENCE = "The connection broke off. What you typed is still here.";

/** A page whose form says those words beside it, and the frame's own alert. */
async function pageSaying(words: string) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const Stub = createRoutesStub([
    {
      path: "/*",
      action: () => {
        NOT_SENT.set(SENTENCE);
        return null;
      },
      Component: () => (
        <>
          <div id="frame">
            <KeptPage />
          </div>
          <main>
            <p role="alert">{words}</p>
            <Link to="/elsewhere">Elsewhere</Link>
            <Form method="post">
              <button type="submit">Send</button>
            </Form>
          </main>
        </>
      ),
    },
  ]);
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () => root.render(<Stub />));
  return { said: () => document.querySelector("#frame")?.textContent ?? "", root };
}

afterEach(() => {
  NOT_SENT.set(null);
  NOT_LOADED.set(null);
  document.body.innerHTML = "";
});

describe("[M31] the frame of a page", () => {
  it("says why a form was not taken that has no place to say it, and no more once another is sent", async () => {
    const { said, root } = await pageSaying("");
    await act(async () => NOT_SENT.set(SENTENCE));
    await vi.waitFor(() => expect(said()).toBe(SENTENCE));
    await act(async () => NOT_SENT.set(null));
    expect(said()).toBe("");
    await act(async () => root.unmount());
  });

  it("says it on the page where it was sent, and on no other", async () => {
    NOT_SENT.set("Of a page without this frame.");
    const { said, root } = await pageSaying("");
    expect(NOT_SENT.get()).toBe(null);
    const press = (selector: string) =>
      act(async () => document.querySelector<HTMLElement>(selector)?.click());
    await press("main button");
    await vi.waitFor(() => expect(said()).toBe(SENTENCE));
    await press("main a");
    await vi.waitFor(() => expect(said()).toBe(""));
    expect(NOT_SENT.get()).toBe(null);
    await act(async () => root.unmount());
  });

  it("leaves it to the form that says it itself", async () => {
    const { said, root } = await pageSaying(SENTENCE);
    await act(async () => NOT_SENT.set(SENTENCE));
    await act(() => new Promise<number>((resolve) => requestAnimationFrame(resolve)));
    expect(said()).toBe("");
    await act(async () => root.unmount());
  });

  it("says that the page could not be loaded anew", async () => {
    const { said, root } = await pageSaying("");
    await act(async () => NOT_LOADED.set("The server can’t be reached."));
    expect(said()).toBe("The server can’t be reached.");
    await act(async () => root.unmount());
  });
});
