import { draggedText } from "#app/editor/behavior/dragged-text.ts";
import { emptyNote } from "#app/editor/behavior/empty-footnote.ts";
import { holdSpace } from "#app/editor/behavior/held-space.ts";
import { hiddenSigns } from "#app/editor/behavior/hidden-signs.ts";
import { measureNotes, roomForNotes } from "#app/editor/behavior/room-for-notes.ts";
import { moveKeys } from "#app/editor/commands/move-paragraphs.ts";
import type { Editor } from "#app/editor/editor.ts";
import { carets } from "#app/editor/presence/carets.ts";
import { unknownParts } from "#app/editor/unknown/unknown-parts.ts";
import type { WriterOf } from "#app/editor/unknown/watch-unknown.ts";
import { carryWords } from "./carry-words.ts";
import type { LiveDraft } from "./session.ts";

interface CompleteOptions {
  readonly live: LiveDraft;
  /** Looks up who wrote unknown content. */
  readonly writerOf: WriterOf;
  /** Told that words went along with text that somebody moved, or were left by it. */
  readonly tell: (words: string) => void;
}

/**
 * Adds to an editor on the page what typing does not need: room for its notes, where others are, what nobody
 * sees, keys that move paragraphs, and what becomes of words whose text somebody moves.
 */
function completeEditor(editor: Editor, { live, writerOf, tell }: CompleteOptions): void {
  editor.registerPlugin(
    carets(live.awareness),
    unknownParts(writerOf),
    hiddenSigns(),
    draggedText(),
    emptyNote(),
    moveKeys(),
    roomForNotes(),
  );
  measureNotes(editor.view);
  carryWords(editor, tell);
}

export default { completeEditor, holdSpace };
