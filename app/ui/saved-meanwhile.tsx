import { createContext, useContext, type ComponentProps } from "react";
import { Button } from "./Button.tsx";

/** Values that somebody else saved in the fields of a form while it was open. */
interface SavedMeanwhileView {
  /** By field name, what both changed; empty for a blank. */
  readonly both: Readonly<Record<string, { readonly theirs: string; readonly own: string }>>;
  /** By field name, what only the other person changed. */
  readonly kept: Readonly<Record<string, string>>;
  /** By field name, who saved it, in words. */
  readonly by: Readonly<Record<string, string>>;
  /** Makes the props of a button that puts a value into a field. */
  readonly take: (name: string, value: string) => ComponentProps<"button">;
}

const Context = createContext<SavedMeanwhileView | null>(null);

export const SavedMeanwhileProvider = Context.Provider;

interface BothValuesProps {
  readonly field: { readonly name: string };
  readonly label: string;
  /** Formats a stored value. */
  readonly labelOf?: (value: string) => string;
}

/**
 * Both values of a field that two people changed, side by side; this person's own stays in the
 * field. For a value that only the other changed, a note that it is kept: the field shows the old
 * value.
 */
export function BothValues({ field, label, labelOf = (value) => value }: BothValuesProps) {
  const saved = useContext(Context);
  const both = saved?.both[field.name];
  const kept = saved?.kept[field.name];
  const by = saved?.by[field.name] ?? "somebody else";
  const saver = by === "You" ? "you, in another window" : by;
  if (kept !== undefined) {
    return (
      <p className="mt-1 text-sm text-ink-soft">
        Saved by {saver} meanwhile, and kept unless you change it: {shown(labelOf(kept))}
      </p>
    );
  }
  if (!saved || !both) return null;
  const { theirs, own } = both;
  return (
    <div className="mt-2 grid gap-3 rounded-md border border-rule-strong bg-wash p-3 sm:grid-cols-2">
      <Value title={`Saved by ${saver}`} says={labelOf(theirs)} />
      <Value title="Typed by you" says={labelOf(own)} />
      <div className="-ml-3 sm:col-span-2">
        <Button look="quiet" {...saved.take(field.name, theirs)} type="submit">
          Take theirs<span className="sr-only"> for “{label}”</span>
        </Button>
      </div>
    </div>
  );
}

const shown = (says: string) => (says === "" ? "Nothing" : says);

function Value({ title, says }: { readonly title: string; readonly says: string }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-ink-soft">{title}</p>
      <p className="break-words whitespace-pre-line">{shown(says)}</p>
    </div>
  );
}
