import { Link } from "react-router";
import type { DocumentView } from "#server/services/index.ts";
import type { NamedExhibit } from "#app/document/numbering/exhibits.ts";

/** The document's exhibits with their letters, and a link to attach files. */
export function Exhibits({
  view: { id, facts, status, may },
  named,
}: {
  readonly view: DocumentView;
  /** The exhibits that the text names; null while unknown. */
  readonly named: readonly NamedExhibit[] | null;
}) {
  const letters = new Map(named?.map((exhibit) => [exhibit.id, exhibit.letter]));
  const order = [...letters.keys()];
  const exhibits = facts.exhibits.toSorted(
    (one, other) => place(order, one.id) - place(order, other.id),
  );
  return (
    <div className="grid gap-2 text-sm">
      {exhibits.length > 0 ? (
        <ul className="grid grid-cols-1 gap-1.5">
          {exhibits.map((exhibit) => (
            <li key={exhibit.id}>
              <Link to={`/documents/${id}/exhibits#exhibit-${exhibit.id}`} className="link">
                {letters.has(exhibit.id) ? `Exhibit ${letters.get(exhibit.id)}: ` : null}
                {exhibit.title}
              </Link>
              <span className="text-ink-soft">
                {state(exhibit.file, named, letters.has(exhibit.id))}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-soft">None yet.</p>
      )}
      {status === "draft" && may.edit ? (
        <Link to={`/documents/${id}/exhibits`} className="link justify-self-start">
          {exhibits.length > 0 ? "Attach or change exhibits" : "Attach an exhibit"}
        </Link>
      ) : null}
    </div>
  );
}

/** Exhibits that the text does not name come last. */
function place(order: readonly string[], id: string): number {
  const at = order.indexOf(id);
  return at === -1 ? order.length : at;
}

/** Says in parentheses what an exhibit lacks; empty for nothing. */
function state(file: unknown, named: readonly NamedExhibit[] | null, isNamed: boolean): string {
  const missing = [
    ...(file === null ? ["no file yet"] : []),
    ...(named !== null && !isNamed ? ["not in the text"] : []),
  ];
  return missing.length > 0 ? ` (${missing.join(", ")})` : "";
}
