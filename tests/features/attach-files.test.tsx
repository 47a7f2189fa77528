// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRoutesStub } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { AttachFiles } from "#app/features/attachments/AttachFiles.tsx";
import { sendFile } from "#app/features/attachments/send-file.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";

/** A part that is loaded lazily comes late on a busy machine. */
const PATIENT = { timeout: PATIENCE_MS };

vi.mock("#app/features/attachments/send-file.ts");

const left: File[] = [];

/** Stands in for the browser's list of files, which the test's browser can't fill. */
class FilesToSend {
  readonly items = { add: (file: File) => left.push(file) };
  readonly files = null;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("keeps files that were not attached to be sent again, as what they are", async () => {
  const file = new File(["words"], "answer.txt");
  vi.stubGlobal("DataTransfer", FilesToSend);
  vi.spyOn(FormData.prototype, "getAll").mockReturnValue([file]);
  vi.mocked(sendFile).mockImplementation(async (_address, _file, _signal, tell) =>
    tell({ state: "refused", share: 1, sentence: "It is too large." }),
  );
  const at = { kind: "agency-event", id: "event-1", roles: ["letter", "other"] } as const;
  const Page = createRoutesStub([{ path: "/", Component: () => <AttachFiles at={at} /> }]);
  render(<Page />);
  const role = await screen.findByLabelText<HTMLSelectElement>("What it is", {}, PATIENT);
  fireEvent.change(role, { target: { value: "other" } });
  const form = role.closest("form");
  if (form) fireEvent.submit(form);
  await screen.findByText("It is too large.", {}, PATIENT);
  await waitFor(() => expect(left).toEqual([file]), PATIENT);
  expect(role.value).toBe("other");
});

it("asks before the page is left or loaded anew while a file is on its way, and not after", async () => {
  vi.stubGlobal("DataTransfer", FilesToSend);
  vi.spyOn(FormData.prototype, "getAll").mockReturnValue([new File(["words"], "answer.txt")]);
  let arrive = () => {};
  vi.mocked(sendFile).mockImplementation(async (_address, _file, _signal, tell) => {
    tell({ state: "sending", share: 0.5, sentence: null });
    await new Promise<void>((resolve) => (arrive = resolve));
    tell({ state: "attached", share: 1, sentence: null });
  });
  const at = { kind: "agency-event", id: "event-1", roles: ["letter", "other"] } as const;
  const Page = createRoutesStub([{ path: "/", Component: () => <AttachFiles at={at} /> }]);
  render(<Page />);
  /** As a browser does at a reload: whoever prevents it is asked. */
  const isAsked = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const form = (await screen.findByLabelText("What it is", {}, PATIENT)).closest("form");
  expect(isAsked()).toBe(false);
  if (form) fireEvent.submit(form);
  await waitFor(() => expect(isAsked()).toBe(true), PATIENT);
  arrive();
  await waitFor(() => expect(isAsked()).toBe(false), PATIENT);
});
