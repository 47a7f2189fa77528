import { useId, useMemo, useState, type KeyboardEvent } from "react";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import type { PeopleDetails } from "#app/document/organization-texts/people-in-text.ts";
import type { Editor } from "#app/editor/editor.ts";
import { leftBehindSentence } from "#app/features/organization-texts/left-behind.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { ClausePreview } from "./ClausePreview.tsx";
import { sendClause } from "./clause-requests.ts";
import { clauseOf } from "./selected-blocks.ts";

interface KeepClauseProps {
  readonly documentId: string;
  readonly editor: Editor;
  readonly people: PeopleDetails;
  /** The organizations that the reader keeps clauses for. */
  readonly organizations: readonly { readonly id: string; readonly shortName: string }[];
  readonly onKept: (name: string) => void;
  readonly onBack: () => void;
}

/** Keeps the selected paragraphs as a clause, which is shown as it will be. */
export function KeepClause(props: KeepClauseProps) {
  const { documentId, editor, people, organizations, onKept, onBack } = props;
  const id = useId();
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [organizationId, setOrganizationId] = useState(organizations[0]?.id ?? "");
  const [keepNames, setKeepNames] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  // As it was when this was opened: others type on.
  const [both] = useState(() => ({
    without: clauseOf(editor, people, false),
    whole: clauseOf(editor, people, true),
  }));
  const { nodes, left } = keepNames ? both.whole : both.without;
  const html = useMemo(() => proseToHtml({ type: "doc", content: nodes }), [nodes]);
  const said = leftBehindSentence(left);

  const keep = async () => {
    if (busy) return;
    const content = JSON.stringify(nodes);
    if (name.trim() === "") return setWrong("Enter a name by which your people find it.");
    if (nodes.length === 0) return setWrong("There is no text in what is selected.");
    if (content.length > 2 * ORGANIZATION_TEXT_LIMITS.clause) {
      return setWrong("That is more than one clause can hold. Select fewer paragraphs.");
    }
    setBusy(true);
    const refused = await sendClause(documentId, organizationId, {
      name,
      note,
      schemaVersion: SCHEMA_VERSION,
      content,
      keepNames,
    });
    setBusy(false);
    setWrong(refused);
    if (refused === null) onKept(name.trim());
  };

  // Not a form: nothing of it is the page's to send, and what is typed stays where it is refused.
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) void keep();
  };

  return (
    <div className="grid gap-4">
      {wrong ? (
        <p role="alert" className="text-sm text-danger">
          {wrong}
        </p>
      ) : null}
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-name`} className="font-medium">
          Name
        </label>
        <input
          id={`${id}-name`}
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          onKeyDown={onEnter}
          className={BOX}
        />
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-note`} className="font-medium">
          Note (optional)
        </label>
        <input
          id={`${id}-note`}
          value={note}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={onEnter}
          className={BOX}
        />
      </div>
      {organizations.length > 1 ? (
        <div className="grid gap-1.5">
          <label htmlFor={`${id}-of`} className="font-medium">
            Kept for
          </label>
          <select
            id={`${id}-of`}
            value={organizationId}
            onChange={(event) => setOrganizationId(event.target.value)}
            className={BOX}
          >
            {organizations.map((one) => (
              <option key={one.id} value={one.id}>
                {one.shortName}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {both.without.left.people > 0 ? (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={keepNames}
            onChange={(event) => setKeepNames(event.target.checked)}
          />
          Keep the names of people, too
        </label>
      ) : null}
      <ClausePreview html={html} label="The clause as it will be kept" />
      {said ? <p className="text-sm text-ink-soft">{said}</p> : null}
      <p className="text-sm text-ink-soft">
        Only the people of{" "}
        {organizations.find((one) => one.id === organizationId)?.shortName ?? "your organization"}{" "}
        will see it.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button look="primary" busy={busy} onClick={() => void keep()}>
          {busy ? "Keeping…" : "Keep as a clause"}
        </Button>
      </div>
    </div>
  );
}
