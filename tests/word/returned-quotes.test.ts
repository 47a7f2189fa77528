import { describe, expect, test } from "vitest";
import { body, doc } from "#tests/document/build.ts";
import { cameBack, edited, leftFile, run } from "./came-back.ts";

const TEXT = doc(body("a", "Alpha beta gamma."), body("z", "The end of it."));
const BY_JANE = 'w:id="9001" w:author="Jane Doe" w:date="2026-11-20T10:00:00Z"';

const at = (block: number, offset: number) => ({ block, cell: null, offset });
const SAID = { id: 0, author: "Jane Doe", at: null, text: "Really?", parent: null, isDone: false };

/** A comment on “beta”, and what is planned for it in a file that was changed. */
async function planned(change: ((xml: string) => string) | null) {
  const left = await leftFile(TEXT, undefined, [{ ...SAID, from: at(0, 6), to: at(0, 10) }]);
  const { plan } = await cameBack(left, change ? edited(left.bytes, change) : left.bytes);
  return plan.talk.map(({ place, comments }) => [place?.quote, comments[0]?.text]);
}

describe("[W9] a new comment", () => {
  test("is said as it is where its words left, even if others were changed", async () => {
    expect(await planned(null)).toEqual([["beta", "Really?"]]);
    const other = await planned((xml) => xml.replace("gamma", "delta"));
    expect(other).toEqual([["beta", "Really?"]]);
  });

  test("on words that came in Word quotes them, since the text that left has others there", async () => {
    const [talk] = await planned((xml) =>
      xml.replace(
        /<w:r>(?:(?!<\/w:r>).)*beta.*?<\/w:r>/u,
        `<w:ins ${BY_JANE}>${run("newword")}</w:ins>`,
      ),
    );
    expect(talk?.[1]).toBe("“newword”\nReally?");
  });

  test("on a paragraph that came in Word quotes it, though it stands at the next one", async () => {
    const [talk] = await planned((xml) => {
      const mark = `<w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:ins ${BY_JANE}/></w:rPr></w:pPr>`;
      const [start, end] = ['<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'];
      const words = `<w:ins ${BY_JANE}>${run("A new one.")}</w:ins>`;
      const bare = xml.replace(start, "").replace(end, "");
      return bare.replace("<w:body>", `<w:body><w:p>${mark}${start}${words}${end}</w:p>`);
    });
    expect(talk?.[1]).toBe("“A new one.”\nReally?");
  });
});
