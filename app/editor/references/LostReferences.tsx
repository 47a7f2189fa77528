import { CircleAlert } from "lucide-react";

/** Says that references lead nowhere, and leads to the first of them. */
export function LostReferences({
  blocks,
  onGoTo,
}: {
  readonly blocks: readonly string[];
  readonly onGoTo: (id: string) => void;
}) {
  const [first] = blocks;
  return (
    <output className="block empty:-mb-6">
      {first === undefined ? null : (
        <span className="mx-2 grid gap-1.5 rounded-md border border-danger bg-danger-soft px-3 py-2 text-sm">
          <span>
            <CircleAlert aria-hidden className="mr-1 inline size-4 align-[-0.15em] text-danger" />
            {blocks.length === 1
              ? "A cross-reference leads to a place that is gone."
              : `In ${blocks.length} paragraphs a cross-reference leads to a place that is gone.`}
          </span>
          <button
            type="button"
            className="link cursor-pointer justify-self-start"
            onClick={() => onGoTo(first)}
          >
            Show it
          </button>
        </span>
      )}
    </output>
  );
}
