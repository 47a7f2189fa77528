import { createContext, useContext, type ReactNode } from "react";

/** Whether the list around says it already of each of its entries. */
const IsSaid = createContext(false);

/** Marks everything that rests on an event made up for the demonstration. */
export function InventedMark() {
  if (useContext(IsSaid)) return null;
  return (
    <span className="inline-block w-fit rounded border border-dashed border-rule-strong px-1.5 py-0.5 text-xs leading-tight text-ink-soft">
      Made up for this demonstration
    </span>
  );
}

/** A list that says it once above, where all of its entries were made up; where they differ, each says it. */
export function InventedOnce({
  entries,
  children,
}: {
  readonly entries: readonly { readonly isInvented: boolean }[];
  readonly children: ReactNode;
}) {
  const isSaid = entries.length > 1 && entries.every(({ isInvented }) => isInvented);
  if (!isSaid) return children;
  return (
    <>
      <p className="mb-2">
        <InventedMark />
      </p>
      <IsSaid.Provider value>{children}</IsSaid.Provider>
    </>
  );
}
