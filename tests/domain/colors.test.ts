import { describe, expect, it } from "vitest";
import { ORGANIZATION_COLORS, PAPER, nextColor, organizationColor } from "#app/domain/colors.ts";

function channels(hex: string): [number, number, number] {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return linear as [number, number, number];
}

/** The contrast ratio of two colors after WCAG 2.2, 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [one, other]
    .map((hex) => {
      const [red, green, blue] = channels(hex);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** How far apart two colors look: the distance in OKLab, 0 to 1. */
function distance(one: string, other: string): number {
  const [a, b] = [one, other].map((hex) => {
    const [red, green, blue] = channels(hex);
    const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  }) as [number[], number[]];
  return Math.hypot(...a.map((value, index) => value - b[index]!));
}

describe("the measure of contrast of these tests", () => {
  it("gives the ratios that WCAG names", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#ffffff", "#ffffff")).toBe(1);
  });
});

describe("the colors of organizations", () => {
  it("are eight or more, each with a name of its own", () => {
    expect(ORGANIZATION_COLORS.length).toBeGreaterThanOrEqual(8);
    expect(new Set(ORGANIZATION_COLORS.map(({ cssName }) => cssName)).size).toBe(
      ORGANIZATION_COLORS.length,
    );
    for (const { cssName } of ORGANIZATION_COLORS) expect(cssName).toMatch(/^[a-z]+$/);
  });

  for (const colour of ORGANIZATION_COLORS) {
    for (const theme of ["light", "dark"] as const) {
      it(`${colour.cssName} can be read and seen in the ${theme} theme`, () => {
        const { ring, text, tint, onRing } = colour[theme];
        expect(contrast(text, PAPER[theme])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(text, tint)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(ring, PAPER[theme])).toBeGreaterThanOrEqual(3);
        expect(contrast(ring, tint)).toBeGreaterThanOrEqual(3);
        expect(contrast(onRing, ring)).toBeGreaterThanOrEqual(4.5);
        for (const hex of [ring, text, tint, onRing]) expect(hex).toMatch(/^#[0-9a-f]{6}$/);
      });
    }
  }

  for (const theme of ["light", "dark"] as const) {
    it(`are told apart in the ${theme} theme, the first four at a glance`, () => {
      for (const [index, one] of ORGANIZATION_COLORS.entries()) {
        for (const [place, other] of ORGANIZATION_COLORS.entries()) {
          if (place <= index) continue;
          const least = place < 4 ? 0.15 : 0.05;
          expect(
            distance(one[theme].ring, other[theme].ring),
            `${one.cssName} and ${other.cssName}`,
          ).toBeGreaterThan(least);
        }
      }
    });
  }

  it("begin anew past the last, and any index has one", () => {
    const count = ORGANIZATION_COLORS.length;
    expect(organizationColor(0)).toBe(ORGANIZATION_COLORS[0]);
    expect(organizationColor(count)).toBe(ORGANIZATION_COLORS[0]);
    expect(organizationColor(count + 3)).toBe(ORGANIZATION_COLORS[3]);
    expect(organizationColor(-1)).toBe(ORGANIZATION_COLORS[count - 1]);
  });

  it("are given away so that each is worn before one is worn twice", () => {
    const given: number[] = [];
    for (let n = 0; n < ORGANIZATION_COLORS.length; n += 1) given.push(nextColor(given));
    expect(given).toEqual(ORGANIZATION_COLORS.map((_colour, index) => index));
    expect(nextColor(given)).toBe(0);
    expect(nextColor([0, 2])).toBe(1);
  });
});
