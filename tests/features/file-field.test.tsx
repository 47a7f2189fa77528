// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { FileField } from "#app/ui/FileField.tsx";

afterEach(cleanup);

/** A file that says it has that many bytes. */
function fileOf(bytes: number): File {
  const file = new File(["%PDF-1.7"], "large.pdf", { type: "application/pdf" });
  Object.defineProperty(file, "size", { value: bytes });
  return file;
}

it("says before a file is sent that it is too large, and takes that back with a smaller one", () => {
  const sendable: boolean[] = [];
  render(<FileField label="The PDF" onChoice={(may) => sendable.push(may)} />);
  const field = screen.getByLabelText("The PDF");
  fireEvent.change(field, { target: { files: [fileOf(EXHIBIT_LIMITS.bytes + 100_000)] } });
  expect(screen.getByRole("alert").textContent).toContain(
    "“large.pdf” is 25.1 MB, more than the 25 MB that it may be.",
  );
  expect(field.getAttribute("aria-invalid")).toBe("true");
  fireEvent.change(field, { target: { files: [fileOf(EXHIBIT_LIMITS.bytes)] } });
  expect(screen.getByRole("alert").textContent).toBe("");
  expect(sendable).toEqual([false, true]);
});

it("says what the server said of the file", () => {
  render(<FileField label="The PDF" error="“notes.pdf” is not a PDF, or is damaged" />);
  expect(screen.getByRole("alert").textContent).toContain("is not a PDF");
});
