import { describe, expect, it } from "vitest";
import { wordsIn } from "#app/document/comparison/words.ts";
import { hanLanguageOf, startsFromRight } from "#app/document/scripts.ts";

describe("a text's letters", () => {
  it.each([
    ["我们要求公开记录", "zh-Hans"],
    ["陈大文", "zh-Hans"],
    ["中文", "zh-Hans"],
    ["我們要求公開記錄", "zh-Hant"],
    ["Mr. 陳大文 asks", "zh-Hant"],
    ["田中さん", "ja"],
    ["김철수 (金哲洙)", "ko"],
    ["Nguyễn, Мария, مريم", null],
  ])("say whose Han shapes it has: %s", (text, language) => {
    expect(hanLanguageOf(text)).toBe(language);
  });

  it("say from which side it runs: by the first", () => {
    for (const text of ["مريم Reyes", "12. שלום", "«ܡܪܝܡ»"])
      expect(startsFromRight(text)).toBe(true);
    for (const text of ["Reyes مريم", "१२ मई", "", "12"]) expect(startsFromRight(text)).toBe(false);
  });

  it("are compared with the marks that stand on them", () => {
    expect(wordsIn("ที่นี่ ស្រី")).toEqual(["ที่", "นี่", " ", "ស្", "រី"]);
    expect(wordsIn("陳大文 asks")).toEqual(["陳", "大", "文", " ", "asks"]);
  });
});
