import { describe, expect, it } from "vitest";
import { ARCHIVE_LIMITS } from "#app/domain/archive/limits.ts";
import {
  archiveFileName,
  archiveName,
  ArchiveNames,
  isArchivePath,
} from "#app/domain/archive/path.ts";
import { fc } from "#tests/support/fast-check.ts";

/** Paths that lead out of an archive, or elsewhere on one system than on another. */
const TRICKS = [
  "",
  "/etc/passwd",
  "../up",
  "a/../../b",
  "a/./b",
  "a//b",
  "a\\..\\b",
  "C:/windows",
  "c:evil",
  "a/con",
  "a/NUL.txt",
  "a/aux .html",
  "a/COM¹.txt",
  "a/lpt³",
  "a/CONIN$",
  "a/b.",
  "a/b ",
  " a/b",
  "a/\u0000",
  "a/b\nc",
  "a/\u202egpj.exe",
  "a/\ud800",
  "a/e\u0301",
  "a/b?",
  "a/b|c",
  `a/${"x".repeat(ARCHIVE_LIMITS.partLength + 1)}`,
];

describe("[A1] paths of an archive", () => {
  it.each(TRICKS)("%j is none", (path) => {
    expect(isArchivePath(path)).toBe(false);
  });

  it.each([
    "manifest.json",
    "matters/a/data/draft-bases.jsonl",
    "matters/a/documents/Año 2021/v.html",
  ])("%j is one", (path) => {
    expect(isArchivePath(path)).toBe(true);
  });

  it("end after a whole word, where one ends in their second half", () => {
    const title = "Letter about the offices to search (made up for this demonstration)";
    expect(archiveName(title, "x")).toBe("Letter about the offices to search (made up for");
    expect(archiveName("a".repeat(80), "x")).toHaveLength(50);
    expect(archiveName(`Short ${"a".repeat(80)}`, "x")).toHaveLength(50);
  });

  it("are made of whatever people type, and of none of it where nothing is left", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (words) => {
        const name = archiveName(words, "Document");
        expect(isArchivePath(`documents/${name}`)).toBe(true);
        expect(isArchivePath(`documents/${name} (12345).html`)).toBe(true);
      }),
    );
    for (const trick of TRICKS) {
      const name = archiveName(trick, "Document");
      expect(isArchivePath(`documents/${name}`), trick).toBe(true);
      expect(name).not.toContain("/");
    }
    expect(archiveName("..", "Document")).toBe("Document");
    expect(archiveName("Complaint: ICE v. “Doe” / 2021", "Document")).toBe(
      "Complaint ICE v. “Doe” 2021",
    );
  });

  it("are made of whatever a file is called, its ending too", () => {
    const isOne = (name: string) => {
      const { stem, ending } = archiveFileName(name, "File");
      expect(isArchivePath(`attachments/${stem} (12345)${ending}`), name).toBe(true);
      expect(isArchivePath(`attachments/${stem}${ending}`), name).toBe(true);
      return `${stem}${ending}`;
    };
    const words = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(words, words, (stem, ending) => {
        isOne(`${stem}.${ending}`);
      }),
    );
    // A cut after ten units would go through the fifth, or leave a joiner that joins nothing.
    expect(isOne("Fax.x😀😀😀😀😀😀")).toBe("Fax.x😀😀😀😀");
    isOne("Fax.12345678👩‍💻");
    isOne("Fax.123456789️️");
    for (const trick of TRICKS) isOne(`${trick}.${trick}`);
    expect(isOne("Letter.PDF")).toBe("Letter.PDF");
    expect(isOne(".profile")).toBe("profile");
    expect(isOne("nul.txt")).toBe("_nul.txt");
  });

  it("are told apart where only the case of letters differs", () => {
    const names = new ArchiveNames();
    expect([names.unique("Letter", ".pdf"), names.unique("LETTER", ".pdf")]).toEqual([
      "Letter.pdf",
      "LETTER (2).pdf",
    ]);
    // Apple's disks take these for one, too.
    expect(["Straße", "STRASSE", "ſtrasse"].map((stem) => names.unique(stem))).toEqual([
      "Straße",
      "STRASSE (2)",
      "ſtrasse (3)",
    ]);
  });
});
