import { createContext, useContext, type ComponentProps } from "react";
import { Button } from "./Button.tsx";

/** What somebody else saved in the fields of a form while it was open. */
interface SavedMeanwhileView {
  /** By field name; empty for a blank. */
  readonly theirs: Readonly<Record<string, string>>;
  /** What a button needs that puts a value into a field. */
  readonly take: (name: string, value: string) => ComponentProps<"button">;
}

const Context = createContext<SavedMeanwhileView | null>(null);

export const SavedMeanwhileProvider = Context.Provider;

interface BothValuesProps {
  readonly field: { readonly name: string; readonly initialValue: unknown };
  readonly label: string;
  /** A stored value as people read it. */
  readonly inWords?: (value: string) => string;
}

/** Both values of a field that two people changed, side by side; this person's own stays in the field. */
export function BothValues({ field, label, inWords = (value) => value }: BothValuesProps) {
  const saved = useContext(Context);
  const theirs = saved?.theirs[field.name];
  if (!saved || theirs === undefined) return null;
  const own = typeof field.initialValue === "string" ? field.initialValue : "";
  return (
    <div className="mt-2 grid gap-3 rounded-md border border-rule-strong bg-wash p-3 sm:grid-cols-2">
      <Value title="Saved by somebody else" says={inWords(theirs)} />
      <Value title="Typed by you" says={inWords(own)} />
      <div className="-ml-3 sm:col-span-2">
        <Button look="quiet" {...saved.take(field.name, theirs)} type="submit">
          Take theirs<span className="sr-only"> for “{label}”</span>
        </Button>
      </div>
    </div>
  );
}

function Value({ title, says }: { readonly title: string; readonly says: string }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-ink-soft">{title}</p>
      <p className="break-words whitespace-pre-line">{says === "" ? "Nothing" : says}</p>
    </div>
  );
}
