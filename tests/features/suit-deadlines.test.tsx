import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import { DueDay } from "#app/features/docket/SuitDeadlines.tsx";

const APPEAL: SuitDeadline = {
  key: "judgment-appeal",
  kind: "notice-of-appeal",
  what: "Notice of appeal from the judgment",
  due: "2023-06-09",
  orElse: null,
  by: "us",
  why: "60 days from the entry of judgment.",
  source: "FRAP 4(a)(1)(B)",
  eventId: "judgment",
  isDone: false,
  isInvented: false,
  isMoot: false,
};
const shown = (deadline: SuitDeadline) =>
  renderToStaticMarkup(<DueDay deadline={deadline} today="2023-06-12" />);

it("an appeal that nobody will file is decided, and not called done", () => {
  expect(shown({ ...APPEAL, isDone: true })).toContain("Decided");
  expect(shown({ ...APPEAL, isDone: true, kind: "fees" })).toContain("Done");
});

it("what is past is overdue of ours and missed of theirs, and what no longer counts is neither", () => {
  expect(shown(APPEAL)).toContain("Overdue");
  expect(shown({ ...APPEAL, by: "them" })).toContain("Missed");
  expect(shown({ ...APPEAL, isMoot: true })).not.toMatch(/Overdue|Missed|Decided/u);
});
