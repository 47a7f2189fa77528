import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { exemption, type Exemption } from "./outcome.ts";

const NUMBER = /^\(b\)\(\d\)(?:\([A-Fa-f]\))?/u;

/**
 * Parses exemptions in a row: "(b)(6), (b)(7)(C); (b)(5) deliberative process". Refuses with a
 * sentence an invalid one, or one without its statute, privilege or letter.
 */
export function exemptionsOf(typed: string): Outcome<Exemption[]> {
  const found: Exemption[] = [];
  for (const piece of typed.split(/[;\n]|,\s*(?=\(b\))/u).map((each) => each.trim())) {
    if (piece === "") continue;
    const [number = piece] = NUMBER.exec(piece) ?? [];
    const on = piece.slice(number.length).replace(/^[\s:,–-]+/u, "");
    const named = number.replace(/\([a-f]\)$/u, (letter) => letter.toUpperCase());
    const given = on.trim() === "" ? null : on.trim();
    const read = exemption.safeParse({
      number: named,
      statute: named === "(b)(3)" ? given : null,
      privilege: named === "(b)(5)" ? given : null,
    });
    const [issue] = read.error?.issues ?? [];
    if (!read.success) return refuse("bad-input", `“${piece}”: ${issue?.message ?? "not read."}`);
    if (given !== null && read.data.statute === null && read.data.privilege === null) {
      return refuse("bad-input", `“${piece}”: only (b)(3) and (b)(5) are followed by words.`);
    }
    found.push(read.data);
  }
  return done(found);
}
