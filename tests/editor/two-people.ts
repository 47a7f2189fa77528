import * as Y from "yjs";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import type { TestEditor } from "./test-editor.ts";

/** A line between two people's documents that can be cut and mended. */
export interface Line {
  cut(): void;
  /** Brings both to the same state and keeps them there. */
  mend(): void;
}

export function connect(one: TestEditor, other: TestEditor): Line {
  let whole = false;
  const carry = (from: TestEditor, to: TestEditor) =>
    from.document.on("update", (update: Uint8Array, origin: unknown) => {
      if (!whole || origin === "line") return;
      // As the room's provider has it done (app/editor/behavior/caret-before-others.ts).
      readBrowserCaret(to.editor.view);
      Y.applyUpdate(to.document, update, "line");
    });
  carry(one, other);
  carry(other, one);
  const line = {
    cut: () => {
      whole = false;
    },
    mend: () => {
      const [first, second] = [one.document, other.document];
      const missing = Y.encodeStateAsUpdate(first, Y.encodeStateVector(second));
      const missingThere = Y.encodeStateAsUpdate(second, Y.encodeStateVector(first));
      Y.applyUpdate(second, missing, "line");
      Y.applyUpdate(first, missingThere, "line");
      // Editors answer what they were just shown; the other hears that, too.
      Y.applyUpdate(second, Y.encodeStateAsUpdate(first, Y.encodeStateVector(second)), "line");
      Y.applyUpdate(first, Y.encodeStateAsUpdate(second, Y.encodeStateVector(first)), "line");
      whole = true;
    },
  };
  line.mend();
  return line;
}

/** Lets what the editors do after an edit (repair of ids) run until nothing is left to do. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((done) => setTimeout(done, 0));
  }
}
