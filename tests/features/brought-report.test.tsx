import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BroughtReportParts } from "#app/features/bringing/BroughtReportParts.tsx";
import type { BroughtArchiveView } from "#server/services/index.ts";

type Report = NonNullable<BroughtArchiveView["report"]>;
type Matter = Report["matters"][number];

const EMPTY: Matter = {
  id: "0198c0de-0001",
  folder: "records",
  slug: "records",
  title: "Records",
  leadOrganizationId: "0198c0de-0002",
  documents: [],
  documentCount: 0,
  versions: 0,
  filings: 0,
  files: 0,
  fileBytes: 0,
  threads: 0,
  lines: 0,
};

const shown = (matter: Partial<Matter>) =>
  renderToStaticMarkup(
    <BroughtReportParts
      report={{
        kind: "matter",
        archiveId: "0198c0de-0003",
        madeAt: "2026-01-02T03:04:05.000Z",
        release: "1.0.0",
        workspace: null,
        manifestSha256: "0".repeat(64),
        chain: null,
        matters: [{ ...EMPTY, ...matter }],
        matterCount: 1,
        organizations: [],
        people: 0,
        names: [],
        leftOut: [],
        different: ["Everybody in it comes as a stand-in."],
      }}
    />,
  );

describe("[A3] what is in an archive", () => {
  it("counts what is there, and nothing that is not", () => {
    const empty = shown({});
    expect(empty).toContain("no papers.");
    expect(empty).toContain("No organization.");
    expect(empty).toContain("Nobody.");
    expect(empty).not.toMatch(/\b0 [a-z]/u);
    const one = shown({ documentCount: 1, threads: 1, lines: 12 });
    expect(one).toContain("1 paper, 1 conversation, 12 lines of the record.");
    expect(shown({ files: 2, fileBytes: 3_000_000 })).toContain("no papers, 2 attached files of");
  });
});
