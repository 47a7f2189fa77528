import { useId, useState } from "react";
import { EXHIBIT_LIMITS, sizeText } from "#app/domain/exhibit.ts";
import { EXHIBIT_FILE_FIELD } from "#app/domain/forms/exhibit.ts";
import { BOX } from "./Field.tsx";

interface FileFieldProps {
  readonly label: string;
  /** The server's error about the file. */
  readonly error?: string;
  /** The field, the most bytes, the hint, and what to do with a larger file; an exhibit's by default. */
  readonly of?: {
    readonly name: string;
    readonly bytes: number;
    readonly hint: string;
    readonly instead: string;
    /** Files that the browser offers; PDFs by default. */
    readonly accept?: string;
  };
  /** Called with whether the chosen file may be sent. */
  readonly onChoice?: (sendable: boolean) => void;
}

/** A file to choose, a PDF by default. One that is too large is reported before it is sent. */
export function FileField({ label, error: mistake, of = EXHIBIT, onChoice }: FileFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const said = problem ?? mistake;
  return (
    <div>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
        {of.hint}
      </p>
      <p id={`${id}-mistake`} role="alert" className="mt-1 text-sm text-danger empty:hidden">
        {said}
      </p>
      <input
        id={id}
        type="file"
        name={of.name}
        accept={of.accept ?? "application/pdf,.pdf"}
        required
        aria-describedby={`${id}-hint ${id}-mistake`}
        aria-invalid={said ? true : undefined}
        className={`${BOX} mt-1.5 min-h-11 text-sm file:mr-3 file:cursor-pointer file:rounded file:border-0 file:bg-wash file:px-3 file:py-1 file:font-medium file:text-ink`}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          const found = file && file.size > of.bytes ? tooLarge(file, of) : null;
          setProblem(found);
          onChoice?.(found === null);
        }}
      />
    </div>
  );
}

const EXHIBIT: NonNullable<FileFieldProps["of"]> = {
  name: EXHIBIT_FILE_FIELD,
  bytes: EXHIBIT_LIMITS.bytes,
  hint: `At most ${sizeText(EXHIBIT_LIMITS.bytes)} and ${EXHIBIT_LIMITS.pages} pages.`,
  instead: "Choose a smaller file, or add it in parts.",
};

function tooLarge(
  { name, size }: File,
  { bytes, instead }: NonNullable<FileFieldProps["of"]>,
): string {
  return `“${name}” is ${sizeText(size)}, more than the ${sizeText(bytes)} that it may be. ${instead}`;
}
