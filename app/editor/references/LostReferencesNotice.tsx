import { CircleAlert } from "lucide-react";
import type { LostReferencesProps } from "./lost.ts";

/** Says what is wrong with these references, and leads to the first of them. */
export default function LostReferencesNotice({ references, onGoTo }: LostReferencesProps) {
  const lost = references.filter(({ isShortened }) => !isShortened);
  const shown = lost.length > 0 ? lost : references;
  const first = shown[0]?.block;
  if (first === undefined) return null;
  return (
    <span className="mx-2 grid gap-1.5 rounded-md border border-danger bg-danger-soft px-3 py-2 text-sm">
      <span>
        <CircleAlert aria-hidden className="mr-1 inline size-4 align-[-0.15em] text-danger" />
        {lost.length > 0 ? leadNowhere(lost.length) : haveShrunk(shown.length)}
      </span>
      <button
        type="button"
        className="link cursor-pointer justify-self-start"
        onClick={() => onGoTo(first)}
      >
        Show it
      </button>
    </span>
  );
}

function leadNowhere(blocks: number): string {
  return blocks === 1
    ? "A cross-reference leads to a place that is gone."
    : `In ${blocks} paragraphs a cross-reference leads to a place that is gone.`;
}

function haveShrunk(blocks: number): string {
  const where = blocks === 1 ? "A cross-reference" : `In ${blocks} paragraphs a cross-reference`;
  return `${where} names a range whose first or last paragraph is gone. It now names what is left; open it to keep it so or to choose again.`;
}
