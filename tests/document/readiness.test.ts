import { describe, expect, test } from "vitest";
import { bracketedIn } from "#app/document/readiness/bracketed.ts";
import { findingsOf } from "#app/document/readiness/findings.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { MOST_LISTED, READINESS_CHECKS, readinessOf } from "#app/domain/readiness.ts";
import {
  certifierNames,
  documentDetails,
  type DocumentDetails,
} from "#app/document/details/document-details.ts";
import { COALITION_DETAILS } from "#tests/typesetting/details.ts";
import { body, cell, doc, exhibit, footnote, table } from "./build.ts";

const words = (text: string) => bracketedIn(text).map((found) => found.words);

describe("words in brackets are found", () => {
  test.each([
    ["a prompt of a template", "[Second record or set of records.]"],
    ["a reminder", "It was received on [date]."],
    ["one behind a bracket that is never closed", "see [ and [Title]"],
    ["one with brackets in it", "[Name [and title] of counsel]"],
  ])("%s", (_what, text) => expect(words(text)).toHaveLength(1));

  test.each([
    ["a letter that a quotation changed", "“[T]he agency reveal[ed] it”, “agenc[ies]”"],
    [
      "what legal writing puts in brackets",
      "“a [sic] b [. . .] c” [emphasis added], [citations omitted]",
    ],
    [
      "exemptions where something is redacted",
      "[redacted] [(b)(6)] [(b)(6), (b)(7)(C)] [(b)(7)(C)]",
    ],
    ["numbers of notes and years", "see [12] and [2021]"],
    ["brackets with nothing in them", "[ ] and []"],
  ])("but not %s", (_what, text) => expect(words(text)).toEqual([]));

  test("and whether they stand in a quotation is known", () => {
    expect(bracketedIn("He wrote “[the agency] failed” about [the agency].")).toEqual([
      { words: "[the agency]", isQuoted: true },
      { words: "[the agency]", isQuoted: false },
    ]);
  });
});

const details = (over: Partial<DocumentDetails> = {}): DocumentDetails => ({
  ...COALITION_DETAILS,
  certifier: null,
  ...over,
});
const letter = (expeditedProcessing: boolean) =>
  COALITION_DETAILS.letter
    ? { ...COALITION_DETAILS.letter, expeditedProcessing }
    : {
        date: null,
        delivery: null,
        addressee: [],
        re: null,
        feeWaiver: false,
        isAppeal: false,
        expeditedProcessing,
      };
const certifier = { name: "Ana Example", title: null, organizationId: null };
const CERTIFIED = "I certify that this is true and correct to the best of my knowledge and belief.";
const checksOf = (...args: Parameters<typeof findingsOf>) =>
  findingsOf(...args).map(({ check }) => check);

describe("before a document goes to its reviewers", () => {
  test.each(DOCUMENT_KINDS)(
    "every prompt of the template of a %s keeps it back (embarrassment 15)",
    (kind) => {
      let ids = 0;
      const template = firstTemplate(kind, () => `b${(ids += 1)}`);
      const found = findingsOf(template, details(), kind).filter(
        ({ check }) => check !== "incomplete-part",
      );
      expect(found.filter(({ check }) => check === "template-prompt").length).toBeGreaterThan(0);
      expect(readinessOf(found).canProceed).toBe(false);
    },
  );

  test("signs that nobody sees are named, each kind once a paragraph, and ask for a reason", () => {
    const text = doc(
      body("a", "The co\u00adop, the co\u00adop\u200b; می\u200cخواهم"),
      table([cell(body("c", "\u202ecba"))]),
    );
    const found = findingsOf(text, details(), "letter").filter(
      ({ check }) => check === "hidden-sign",
    );
    expect(found.map(({ words: said, place }) => [said, place])).toEqual([
      [
        "2 signs that can’t be seen in “The coop, the coop; می\u200cخواهم”: soft hyphen (U+00AD)",
        { kind: "block", id: "a" },
      ],
      [
        "a sign that can’t be seen in “The coop, the coop; می\u200cخواهم”: zero width space (U+200B)",
        { kind: "block", id: "a" },
      ],
      [
        "a sign that can’t be seen in “cba”: right-to-left override (U+202E)",
        { kind: "block", id: "c" },
      ],
    ]);
    expect(readinessOf(found)).toMatchObject({ canProceed: true, needsReason: true });
  });

  test("a prompt is named with its paragraph, in a table and in a footnote too", () => {
    const text = doc(
      body("a", "Records: [Second record or set of records.]"),
      body("b", "See", footnote("f", "[Each Requester to confirm.]")),
      table([cell(body("c", "[Title]"))]),
    );
    expect(findingsOf(text, details(), "letter").map(({ check, place }) => [check, place])).toEqual(
      [
        ["template-prompt", { kind: "block", id: "a" }],
        ["bracketed-words", { kind: "block", id: "f" }],
        ["template-prompt", { kind: "block", id: "c" }],
      ],
    );
  });

  test("[L23] expedited processing without a certification keeps it back (embarrassment 9)", () => {
    const asked = details({ letter: letter(true) });
    expect(checksOf(doc(body("a", "Please hurry.")), asked, "request")).toEqual([
      "certification-missing",
    ]);
    expect(checksOf(doc(body("a", CERTIFIED)), { ...asked, certifier }, "request")).toEqual([]);
  });

  test("[L23] a certification that nobody asked for has to be explained", () => {
    const found = findingsOf(
      doc(body("a", CERTIFIED)),
      details({ letter: letter(false), certifier }),
      "request",
    );
    expect(found).toMatchObject([
      { check: "certification-without-request", place: { kind: "block", id: "a" } },
    ]);
    expect(readinessOf(found)).toMatchObject({ canProceed: true, needsReason: true });
  });

  test("a certification without a certifier, and a certifier without one, keep it back", () => {
    const asked = details({ letter: letter(true) });
    expect(checksOf(doc(body("a", CERTIFIED)), asked, "request")).toEqual(["certifier-missing"]);
    expect(
      checksOf(doc(body("a", "Words.")), details({ letter: letter(false), certifier }), "request"),
    ).toEqual(["certifier-without-certification"]);
  });

  test("[L28] each certifies for their own organization, and is recorded (embarrassment 9)", () => {
    const [ilrc, mijente, council] = COALITION_DETAILS.organizations.map(({ id }) => id);
    const [forIlrc] = COALITION_DETAILS.signers;
    const statement = (name: string) =>
      `I, ${name}, certify that this is true and correct to the best of my knowledge and belief.`;
    const text = doc(body("a", statement("Ana Example")), body("b", statement("Ines Example")));
    const both = details({
      letter: letter(true),
      certifier: { name: "Ana Example", title: null, organizationId: council ?? "" },
      furtherCertifiers: [{ name: "Ines Example", title: null, organizationId: ilrc ?? "" }],
    });
    expect(findingsOf(text, both, "request")).toEqual([]);
    expect(certifierNames(both)).toBe("Ana Example and Ines Example");
    const one = details({ ...both, furtherCertifiers: [] });
    expect(findingsOf(text, one, "request")).toEqual([
      {
        check: "certifier-missing",
        words: "Ines Example certifies in the text, and is not recorded as a certifier",
        place: { kind: "block", id: "b" },
      },
    ]);
    const wrong = details({
      ...both,
      furtherCertifiers: [{ name: forIlrc!.name, title: null, organizationId: mijente ?? "" }],
    });
    expect(checksOf(doc(body("a", statement("Ana Example"))), wrong, "request")).toEqual([
      "certifier-of-another",
    ]);
    const twice = {
      ...both,
      furtherCertifiers: [{ ...both.furtherCertifiers[0]!, organizationId: council ?? "" }],
    };
    expect(documentDetails.safeParse(twice).success).toBe(false);
    expect(documentDetails.safeParse(both).success).toBe(true);
  });

  test("a complaint that tells of a certification makes none", () => {
    const text = doc(body("a", `They wrote: “${CERTIFIED}”`));
    expect(checksOf(text, details(), "complaint")).toEqual([]);
  });

  test("[L23] an exhibit that the text names and that has no file has to be explained (embarrassment 15)", () => {
    const without = details({ exhibits: [{ id: "e1", title: "The request", file: null }] });
    expect(findingsOf(doc(exhibit("e1")), without, "letter")).toEqual([
      {
        check: "exhibit-without-file",
        words: "Exhibit A (The request) has no file",
        place: { kind: "exhibit", id: "e1" },
      },
    ]);
  });

  test("of very many some are listed and the others counted, and all of them count", () => {
    const many = Array.from({ length: MOST_LISTED + 50 }, () => "[Title]").join(" and ");
    const found = findingsOf(doc(body("a", `“[x y]” ${many}`)), details(), "letter");
    const { findings, more, canProceed, needsReason } = readinessOf(found);
    expect(findings).toHaveLength(MOST_LISTED);
    expect(more).toBe(51);
    expect({ canProceed, needsReason }).toEqual({ canProceed: false, needsReason: true });
  });

  test("findings that block come before those that ask for a reason", () => {
    const { findings } = readinessOf([
      { check: "bracketed-words", words: "a", place: { kind: "nowhere" } },
      { check: "template-prompt", words: "b", place: { kind: "nowhere" } },
    ]);
    expect(findings.map(({ severity }) => severity)).toEqual(["blocks", "asks"]);
    expect(Object.values(READINESS_CHECKS).every(({ mend }) => mend.endsWith("."))).toBe(true);
  });
});
