import { beforeEach, expect, it, vi } from "vitest";
import { reportUnlessRefused } from "#app/ui/report-unless-refused.ts";
import { reportUnlessUnreachable, Unreachable } from "#app/ui/unreachable.ts";

const heard = vi.fn();
beforeEach(() => {
  heard.mockClear();
  vi.stubGlobal("reportError", heard);
});

const bug = new TypeError("of ours");
const refused = new DOMException("the browser keeps nothing", "SecurityError");

it("a server that can't be reached is no bug; all else is reported", () => {
  for (const error of [new Unreachable(), bug, refused]) reportUnlessUnreachable(error);
  expect(heard.mock.calls).toEqual([[bug], [refused]]);
});

it("storage that the browser refuses is no bug of what the device keeps", () => {
  for (const error of [new Unreachable(), bug, refused]) reportUnlessRefused(error);
  expect(heard.mock.calls).toEqual([[bug]]);
});
