import { describe, expect, it } from "vitest";
import { SCRIPT_TEXTS } from "./script-texts.ts";
import { letters, textOf } from "./reading.ts";
import { letterInput, typesetterForTests } from "./typesetter.ts";
import { body, prose } from "./writing.ts";

const typesetter = typesetterForTests();

describe("a text in other scripts", () => {
  it.each(Object.entries(SCRIPT_TEXTS))(
    "is printed, and read back as it was written: %s",
    async (_, words) => {
      const { pdf } = await typesetter.set(
        letterInput(prose(body(`Before ${words} after.`), body(words))),
      );
      const read = letters(await textOf(pdf));
      expect(read).toContain(letters(words));
    },
  );
});
