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

it("says of a larger paper that was filed that it can’t be brought in, and not to change it", () => {
  const instead = "A larger paper can’t be brought in.";
  render(<FileField label="The PDF" of={{ name: "file", bytes: 1_000_000, hint: "", instead }} />);
  const field = screen.getByLabelText("The PDF");
  fireEvent.change(field, { target: { files: [fileOf(2_000_000)] } });
  expect(screen.getByRole("alert").textContent).toBe(
    `“large.pdf” is 2 MB, more than the 1 MB that it may be. ${instead}`,
  );
});

it("says what the server said of the file", () => {
  render(<FileField label="The PDF" error="“notes.pdf” is not a PDF, or is damaged" />);
  expect(screen.getByRole("alert").textContent).toContain("is not a PDF");
});
