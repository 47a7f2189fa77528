// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { rangesOf } from "#app/features/search/mark-words.ts";

function inText(html: string, words: string): string[] {
  const block = document.createElement("p");
  block.innerHTML = html;
  return rangesOf(block, words).map(String);
}

describe("[Q1] the words that were found, marked where a page is opened", () => {
  it("are marked in any letters, across formats, and each time", () => {
    expect(
      inText("Detention <b>con</b>tracts, detention contracts", "detention contracts"),
    ).toEqual(["Detention contracts", "detention contracts"]);
    expect(inText("under 5&nbsp;U.S.C. §&nbsp;552", "§ 552")).toEqual(["§\u00a0552"]);
  });

  it("[Q3] are marked whichever apostrophes, quotation marks, dashes and spaces the page has", () => {
    expect(inText("Judge O’Brien’s “own” words", `o'brien's "own"`)).toEqual(["O’Brien’s “own”"]);
    expect(inText("21\u2011cv\u201102168, 2019–2021", "21-cv-02168")).toEqual([
      "21\u2011cv\u201102168",
    ]);
    expect(inText("Judge O'Brien wrote", "O’Brien\u202fwrote")).toEqual(["O'Brien wrote"]);
  });

  it("are none where the text has changed since", () => {
    expect(inText("Other words", "detention")).toEqual([]);
    expect(inText("", "detention")).toEqual([]);
    expect(inText("anything", "")).toEqual([]);
  });

  it("stand at their place behind letters that grow in small type", () => {
    expect(inText("İİİ found", "found")).toEqual(["found"]);
  });
});
