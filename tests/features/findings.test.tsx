// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";
import { READINESS_CHECKS, readinessOf, type Finding } from "#app/domain/readiness.ts";
import { Findings } from "#app/features/review/Findings.tsx";

afterEach(cleanup);

const at = (id: string) => ({ kind: "block", id }) as const;
const FOUND: readonly Finding[] = [
  { check: "bracketed-words", words: "“[date]” is not filled in", place: at("one") },
  { check: "template-prompt", words: "the prompt “Name the records” is left", place: at("two") },
  { check: "bracketed-words", words: "“[name]” is not filled in", place: at("three") },
];

function shown(findings: readonly Finding[]) {
  const { container } = render(
    <MemoryRouter>
      <Findings documentId="d" {...readinessOf(findings)} />
    </MemoryRouter>,
  );
  const words = container.textContent ?? "";
  const ways = [...container.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  return { words, ways, times: (sentence: string) => words.split(sentence).length - 1 };
}

it("says once how several findings of one kind are fixed, with the way to each", () => {
  const { words, ways, times } = shown(FOUND);
  expect(times(READINESS_CHECKS["bracketed-words"].mend)).toBe(1);
  expect(times(READINESS_CHECKS["template-prompt"].mend)).toBe(1);
  expect(words).toContain("To fix or explain (2)");
  expect(ways).toEqual(["/documents/d#two", "/documents/d#one", "/documents/d#three"]);
});

it("says beside a single finding how it is fixed", () => {
  const [first] = FOUND;
  const { words } = shown(first ? [first] : []);
  expect(words).toContain(
    `“[date]” is not filled in.${READINESS_CHECKS["bracketed-words"].mend} Go there`,
  );
});
