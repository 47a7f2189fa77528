import { describe, expect, it } from "vitest";
import { pdfFileName } from "#server/typesetting/file-name.ts";

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

  it("holds plain letters alone, whatever the title holds", () => {
    expect(pdfFileName("2021-09-09", "letter", "../Petición Nº 3: “año” / 😀\n")).toBe(
      "2021-09-09-letter-peticion-no-3-ano.pdf",
    );
    expect(pdfFileName("2021-09-09", "letter", "😀")).toBe("2021-09-09-letter.pdf");
  });

  it("is cut between words where the title is long", () => {
    const name = pdfFileName("2021-09-09", "appeal", "priorities ".repeat(40));
    expect(name.length).toBeLessThanOrEqual(104);
    expect(name).toMatch(/-priorities\.pdf$/);
  });
});
