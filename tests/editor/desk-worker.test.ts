// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { isPageFromDevice } from "#app/editor/session/desk-worker.ts";

/** A worker that answers when it is told to. */
function slowWorker(): { readonly answer: () => void } {
  const ports: MessagePort[] = [];
  const postMessage = (_message: unknown, [port]: readonly MessagePort[]) => {
    if (port) ports.push(port);
  };
  vi.stubGlobal("navigator", { serviceWorker: { controller: { postMessage } } });
  return { answer: () => ports.shift()?.postMessage({ kept: true }) };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a worker that a busy device lets answer late still says that the page can be loaded again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const worker = slowWorker();
  const isKept = isPageFromDevice(null);
  await vi.advanceTimersByTimeAsync(60_000);
  worker.answer();
  expect(await isKept).toBe(true);
});

test("a worker that knows no such question is not waited for where something else waits", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  slowWorker();
  const isKept = isPageFromDevice();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await isKept).toBe(false);
});
