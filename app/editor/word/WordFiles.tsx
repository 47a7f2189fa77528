import DropWordFile from "#app/features/word-return/DropWordFile.tsx";
import type { DeskState } from "#app/editor/desk/use-desk.ts";
import PutWordIn from "./PutWordIn.tsx";

/** Takes a Word file that is dropped on the desk, and puts one in at the caret where that was asked for. */
export default function WordFiles({ desk }: { readonly desk: DeskState }) {
  const { view, editor, editable } = desk;
  return (
    <>
      <DropWordFile place={`?document=${view.id}`} />
      <PutWordIn documentId={view.id} editor={editable ? editor : null} mayEdit={view.may.edit} />
    </>
  );
}
