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

  it("are none where the text has changed since", () => {
    expect(inText("Other words", "detention")).toEqual([]);
    expect(inText("", "detention")).toEqual([]);
    expect(inText("anything", "")).toEqual([]);
  });

  it("stand at their place behind letters that grow in small type", () => {
    expect(inText("İİİ found", "found")).toEqual(["found"]);
  });
});
