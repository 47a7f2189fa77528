// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createRoutesStub } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import * as z from "zod";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

afterEach(cleanup);

const schema = z.object({ title: z.string() });

function OneForm() {
  const [form, fields] = useSentForm({ id: "one", schema, answer: undefined });
  return (
    <SentForm form={form} submit="Save" submitting="Saving…">
      <input name={fields.title.name} aria-label="Title" defaultValue="Records" />
    </SentForm>
  );
}

it("is sent once where Enter is pressed again while it is on its way", async () => {
  const action = vi.fn(() => new Promise<null>(() => {}));
  const Page = createRoutesStub([{ path: "/", Component: OneForm, action }]);
  render(<Page />);
  const form = (await screen.findByLabelText("Title")).closest("form");
  if (!form) throw new Error("a field without a form");
  fireEvent.submit(form);
  await screen.findByText("Saving…");
  expect(fireEvent.submit(form)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve));
  expect(action).toHaveBeenCalledOnce();
});
