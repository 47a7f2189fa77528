import { describe, expect, it } from "vitest";
import { strToU8, zipSync } from "fflate";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { arrive, plan } from "#server/word/bring/tasks.ts";
import { body, doc } from "#tests/document/build.ts";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A small file with many comments on one paragraph, each by somebody else. */
function withComments(count: number): Uint8Array {
  const each = Array.from({ length: count }, (_, index) => index);
  const relationships = (target: string, type: string) =>
    `<Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${R}/${type}" Target="${target}"/></Relationships>`;
  const comments = each.map(
    (id) =>
      `<w:comment w:id="${id}" w:author="Author ${id}" w:date="2026-11-12T10:00:00Z"><w:p><w:r><w:t>c${id}</w:t></w:r></w:p></w:comment>`,
  );
  const anchors = each.map((id) => `<w:r><w:commentReference w:id="${id}"/></w:r>`);
  return zipSync({
    "_rels/.rels": strToU8(relationships("word/document.xml", "officeDocument")),
    "word/_rels/document.xml.rels": strToU8(relationships("comments.xml", "comments")),
    "word/document.xml": strToU8(
      `<w:document ${W}><w:body><w:p><w:r><w:t>The agency shall answer.</w:t></w:r>${anchors.join("")}</w:p></w:body></w:document>`,
    ),
    "word/comments.xml": strToU8(`<w:comments ${W}>${comments.join("")}</w:comments>`),
  });
}

describe("a file with very many comments", () => {
  it("[W11] leaves the worker as a report with fifty names and a plan of bounded size that counts the rest", async () => {
    const read = await arrive(withComments(5_000));
    if (!read.ok) throw new Error("it was not read");
    const { report, content } = read.value;
    expect(report.comments).toHaveLength(51);
    expect(report.comments.at(-1)).toEqual({ author: "others", count: 4_950 });
    const prose = canonicalProse(doc(body("a", "The agency shall answer.")));
    const blocks = prose.content.map((node) => ({ node, key: null }));
    const left = { sent: { blocks, suggestions: [], comments: [] }, threadOf: [] };
    const planned = await plan({ content, left, draft: prose.content, earlier: [] });
    if (!planned.ok) throw new Error("it was not compared");
    const kept = planned.value.talk.reduce((sum, { comments }) => sum + comments.length, 0);
    expect(kept).toBe(2_000);
    expect(planned.value.beyond.comments).toBe(3_000);
  });
});
