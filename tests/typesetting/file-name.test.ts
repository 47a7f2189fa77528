import { describe, expect, it } from "vitest";
import { exhibitFileName, filedPdfName, pdfFileName } from "#server/typesetting/file-name.ts";

describe("the name of a PDF", () => {
  it("tells date, kind and subject", () => {
    expect(pdfFileName("2021-09-09", "request", "ICE weekly reports")).toBe(
      "2021-09-09-foia-request-ice-weekly-reports.pdf",
    );
  });

  it("does not say the kind twice", () => {
    expect(pdfFileName("2021-09-09", "request", "FOIA request for ICE’s weekly reports")).toBe(
      "2021-09-09-foia-request-ices-weekly-reports.pdf",
    );
    expect(pdfFileName("2021-11-15", "complaint", "Complaint")).toBe("2021-11-15-complaint.pdf");
  });

  it("holds letters, digits and hyphens alone, whatever the title holds", () => {
    expect(pdfFileName("2021-09-09", "letter", "../Petición Nº 3: “año” / 😀\n")).toBe(
      "2021-09-09-letter-peticion-no-3-ano.pdf",
    );
    expect(pdfFileName("2021-09-09", "letter", "😀")).toBe("2021-09-09-letter.pdf");
  });

  it("keeps a title in its script, and for a court in plain letters alone", () => {
    const name = (title: string) => pdfFileName("2021-09-09", "letter", title);
    expect(name("Жалоба № 3")).toBe("2021-09-09-letter-жалоба-no-3.pdf");
    expect(name("रिपोर्ट की मांग")).toBe("2021-09-09-letter-रिपोर्ट-की-मांग.pdf");
    expect(name("収容に関する記録")).toBe("2021-09-09-letter-収容に関する記録.pdf");
    expect(filedPdfName("2021-09-09", "letter", "Жалоба № 3, año")).toBe(
      "2021-09-09-letter-no-3-ano.pdf",
    );
    expect(filedPdfName("2021-09-09", "letter", "収容")).toBe("2021-09-09-letter.pdf");
    expect(exhibitFileName("Жалоба № 3")).toBe("жалоба-no-3.pdf");
    expect(exhibitFileName("…")).toBe("exhibit.pdf");
  });

  it("is short enough for any disk in any script, between letters where no word ends", () => {
    for (const title of ["収".repeat(200), "😀𝒜".repeat(90), "Ж".repeat(150)]) {
      const name = pdfFileName("2021-09-09", "letter", title);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(104);
      expect(name).not.toMatch(/\p{Surrogate}/u);
    }
    expect(pdfFileName("2021-09-09", "letter", "収".repeat(200)).length).toBeGreaterThan(40);
  });

  it("is cut between words where the title is long", () => {
    const name = pdfFileName("2021-09-09", "appeal", "priorities ".repeat(40));
    expect(name.length).toBeLessThanOrEqual(104);
    expect(name).toMatch(/-priorities\.pdf$/);
  });
});
