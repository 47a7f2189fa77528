import { expect, it } from "vitest";
import { createLog } from "#server/log.ts";

/** The line that is logged of these fields. */
function lineOf(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  let line = "";
  createLog("error", { write: (text) => (line = text) }).error(fields, "a request failed");
  return JSON.parse(line) as Record<string, unknown>;
}

it("an error in the log has its kind, words and place, and nothing else that a library hangs on it", () => {
  let error: unknown;
  try {
    error = new URL("a b://desk.example.org/calendar/s3cret.ics");
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toHaveProperty("input");
  const { err, msg } = lineOf({ err: error });
  expect(msg).toBe("a request failed");
  expect(err).toEqual({
    type: "TypeError",
    message: "Invalid URL",
    code: "ERR_INVALID_URL",
    stack: expect.stringContaining("log.test.ts") as string,
  });
  expect(JSON.stringify(err)).not.toContain("s3cret");
});

it("an error's cause is told with it, and what is no error as it is", () => {
  const { err } = lineOf({ err: new Error("not saved", { cause: new Error("disk full") }) });
  expect(err).toMatchObject({ message: "not saved: disk full" });
  expect(lineOf({ err: "a word" })["err"]).toBe("a word");
});

it("a path in the log is without a link's secret, and of bounded length", () => {
  expect(lineOf({ path: "/%63alendar/s3cret.ics" })["path"]).toBe("/calendar/…");
  expect(lineOf({ path: `/${"a".repeat(900)}` })["path"]).toHaveLength(200);
});
