/** Characters of typefaces that have pictures where others have letters, by their place in the typeface. */
const SYMBOL = table(
  "22∀ 24∃ 27∋ 2a∗ 2d− 40≅ 41Α 42Β 43Χ 44Δ 45Ε 46Φ 47Γ 48Η 49Ι 4aϑ 4bΚ 4cΛ 4dΜ 4eΝ 4fΟ 50Π 51Θ 52Ρ 53Σ 54Τ 55Υ 56ς 57Ω 58Ξ 59Ψ 5aΖ 5c∴ 5e⊥ 61α 62β 63χ 64δ 65ε 66φ 67γ 68η 69ι 6aϕ 6bκ 6cλ 6dμ 6eν 6fο 70π 71θ 72ρ 73σ 74τ 75υ 76ϖ 77ω 78ξ 79ψ 7aζ a2′ a3≤ a5∞ ab↔ ac← ad↑ ae→ af↓ b0° b1± b2″ b3≥ b4× b6∂ b7• b8÷ b9≠ ba≡ bb≈ bc… c7∩ c8∪ ce∈ d0∠ d2® d3© d4™ d6√ d7⋅ d8¬ d9∧ da∨ db⇔ dc⇐ de⇒ e2® e3© e4™ e5∑",
);
const WINGDINGS = table(
  "22✂ 28☎ 2a✉ 4a☺ 4c☹ 6c● 6e■ 6f□ 70❐ 71❑ 72❒ 73⬧ 74⧫ 75◆ 76❖ 77⬥ 9e· 9f• a7▪ a8◻ d8➢ df← e0→ e1↑ e2↓ e8➔ ef⇦ f0⇨ fb✗ fc✓ fd☒ fe☑",
);

function table(written: string): ReadonlyMap<number, string> {
  return new Map(
    written.split(" ").map((one) => [Number.parseInt(one.slice(0, 2), 16), one.slice(2)]),
  );
}

const FONTS: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  symbol: SYMBOL,
  wingdings: WINGDINGS,
};

/** The character that a symbol shows; null where no other typeface has it. */
export function symbolOf(font: string, code: number): string | null {
  if (!Number.isInteger(code) || code < 0x20 || code > 0xffff) return null;
  const isPrivate = code >= 0xf000 && code <= 0xf0ff;
  const letters = FONTS[font.toLowerCase()];
  if (letters !== undefined) {
    const place = isPrivate ? code - 0xf000 : code;
    const found = letters.get(place);
    if (found !== undefined) return found;
    // Digits and most signs of Symbol are those of all typefaces.
    if (letters === SYMBOL && place >= 0x20 && place < 0x40) return String.fromCharCode(place);
    return null;
  }
  const isUnknown = isPrivate || (code >= 0xd800 && code <= 0xf8ff) || /dings|symbol/iu.test(font);
  return isUnknown ? null : String.fromCharCode(code);
}

/** Text of a run in such a typeface, whose letters are in Unicode's private range; `lost` has the rest. */
export function withoutPrivate(
  text: string,
  font: string | null,
): { readonly text: string; readonly lost: number } {
  if (!/[\uf020-\uf0ff]/u.test(text)) return { text, lost: 0 };
  let lost = 0;
  const plain = text.replaceAll(/[\uf020-\uf0ff]/gu, (sign) => {
    const known = symbolOf(font ?? "Symbol", sign.charCodeAt(0));
    if (known === null) lost += 1;
    return known ?? "";
  });
  return { text: plain, lost };
}
