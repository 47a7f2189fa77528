import { describe, expect, it } from "vitest";
import { attachmentName } from "#app/domain/attachment.ts";
import { titleOfFile } from "#app/domain/exhibit-title.ts";
import { line, optionalLine } from "#app/domain/forms/fields.ts";
import { hiddenSignsIn, withoutHiddenSigns } from "#app/domain/hidden-signs.ts";

const namesIn = (text: string) => hiddenSignsIn(text).map(({ name }) => name);

describe("a hidden sign", () => {
  it.each([
    ["co\u00adop", "soft hyphen (U+00AD)"],
    ["a\u200bb", "zero width space (U+200B)"],
    ["\ufeffa", "zero width no-break space (U+FEFF)"],
    ["a\u2060b", "word joiner (U+2060)"],
    ["\u202ecba", "right-to-left override (U+202E)"],
    ["\u2066cba", "left-to-right isolate (U+2066)"],
    ["a\u{e0041}b", "tag character (U+E0041)"],
    ["a\ufe0fb", "variation selector (U+FE0F)"],
    ["a\u{e0101}b", "variation selector (U+E0101)"],
    ["ab\u200dcd", "zero width joiner (U+200D)"],
    ["ab\u200ccd", "zero width non-joiner (U+200C)"],
    ["\u3164", "invisible character (U+3164)"],
  ])("is named by its kind and number: %j", (text, name) => {
    expect(namesIn(text)).toEqual([name]);
    expect(namesIn(withoutHiddenSigns(text))).toEqual([]);
  });

  it("is none where a script or an emoji needs it", () => {
    for (const text of [
      "می\u200cخواهم",
      "PDF\u200cها",
      "۲۴\u200cساعته",
      "«کتاب»\u200cها",
      "क्\u200dष",
      "👩\u200d⚖\ufe0f",
      "👨🏽\u200d👩🏽\u200d👧",
      "❤\ufe0f and 1\ufe0f⃣",
      "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
      "葛\u{e0100}",
      "លោក\u200bស្រី",
      "คุณ\u200bมารี",
      "5 U.S.C. § 552(a)(3)(A)\u00a0and “¶ 12”",
    ]) {
      expect([text, namesIn(text)]).toEqual([text, []]);
      expect(withoutHiddenSigns(text)).toBe(text);
    }
  });

  it("stands in no title, no name and no name of a file; the joiners that scripts need do", () => {
    const title = line("Enter a title.", 200);
    for (const hidden of ["\u200b", "abc\u202edef", "co\u00adop", "a\u200db"]) {
      const { success, error } = title.safeParse(hidden);
      expect([hidden, success]).toEqual([hidden, false]);
      expect(error?.issues[0]?.message).toContain("can’t be seen");
      expect(optionalLine(200).safeParse(hidden).success).toBe(false);
      expect(namesIn(attachmentName(`${hidden}.pdf`))).toEqual([]);
      expect(namesIn(titleOfFile(`${hidden}.pdf`))).toEqual([]);
    }
    for (const needed of ["می\u200cخواهم", "👩\u200d⚖\ufe0f"]) {
      expect(title.safeParse(needed).success).toBe(true);
      expect(attachmentName(needed)).toBe(needed);
      expect(titleOfFile(needed)).toBe(needed);
    }
  });
});
