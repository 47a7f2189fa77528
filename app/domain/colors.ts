/**
 * The colors that identify organizations: their ring and caret, their name, the background of their
 * text. Color is never the only sign: the short name always stands beside it. The tests compute the
 * contrast ratios of WCAG 2.2 (1.4.3 text, 1.4.11 non-text).
 */

/** An organization's color in one theme, each as #rrggbb. */
interface ColorShades {
  /** For rings, carets and backgrounds of labels: 3:1 or better on the page. */
  readonly ring: string;
  /** For text: 4.5:1 or better on the page and on `tint`. */
  readonly text: string;
  /** A quiet background for text. */
  readonly tint: string;
  /** For text on a background of `ring`: 4.5:1 or better. */
  readonly onRing: string;
}

interface OrganizationColor {
  /** Part of names in style sheets: `--org-cobalt-ring`. */
  readonly cssName: string;
  readonly light: ColorShades;
  readonly dark: ColorShades;
}

/** The page backgrounds of both themes against which the ratios are computed. */
export const PAPER = { light: "#ffffff", dark: "#17181a" } as const;

const ON_RING = { light: PAPER.light, dark: PAPER.dark };

/** In the order of assignment: neighbors differ as much as possible. */
export const ORGANIZATION_COLORS: readonly OrganizationColor[] = [
  {
    cssName: "cobalt",
    light: { ring: "#2d69de", text: "#1346ab", tint: "#e9f1ff", onRing: ON_RING.light },
    dark: { ring: "#72a3ff", text: "#a5c5fe", tint: "#1d2b44", onRing: ON_RING.dark },
  },
  {
    cssName: "rust",
    light: { ring: "#b94b00", text: "#843300", tint: "#feece4", onRing: ON_RING.light },
    dark: { ring: "#f1824d", text: "#f5b295", tint: "#402315", onRing: ON_RING.dark },
  },
  {
    cssName: "plum",
    light: { ring: "#a641a5", text: "#7b227b", tint: "#faebf9", onRing: ON_RING.light },
    dark: { ring: "#dc79da", text: "#e8ade5", tint: "#392238", onRing: ON_RING.dark },
  },
  {
    cssName: "pine",
    light: { ring: "#14874e", text: "#006034", tint: "#e4f5e9", onRing: ON_RING.light },
    dark: { ring: "#5dbb82", text: "#a0d2b0", tint: "#143320", onRing: ON_RING.dark },
  },
  {
    cssName: "crimson",
    light: { ring: "#c82d45", text: "#970229", tint: "#feebeb", onRing: ON_RING.light },
    dark: { ring: "#ff707a", text: "#ffaaac", tint: "#412022", onRing: ON_RING.dark },
  },
  {
    cssName: "teal",
    light: { ring: "#008287", text: "#005c60", tint: "#def6f7", onRing: ON_RING.light },
    dark: { ring: "#4fb7bc", text: "#9acfd2", tint: "#003335", onRing: ON_RING.dark },
  },
  {
    cssName: "olive",
    light: { ring: "#767700", text: "#535400", tint: "#f1f2df", onRing: ON_RING.light },
    dark: { ring: "#a9ab50", text: "#c6c897", tint: "#2d2d0d", onRing: ON_RING.dark },
  },
  {
    cssName: "violet",
    light: { ring: "#7850da", text: "#572fa7", tint: "#f0eeff", onRing: ON_RING.light },
    dark: { ring: "#a890fe", text: "#c5b9ff", tint: "#2c2642", onRing: ON_RING.dark },
  },
  {
    cssName: "magenta",
    light: { ring: "#bf2a82", text: "#90005d", tint: "#feeaf2", onRing: ON_RING.light },
    dark: { ring: "#f86ab5", text: "#faa6ce", tint: "#3e202f", onRing: ON_RING.dark },
  },
  {
    cssName: "slate",
    light: { ring: "#607489", text: "#415263", tint: "#e6f2fe", onRing: ON_RING.light },
    dark: { ring: "#93a7bc", text: "#bac6d2", tint: "#172d43", onRing: ON_RING.dark },
  },
];

/** The color of an organization by its index; indexes past the end wrap around. */
export function organizationColor(index: number): OrganizationColor {
  const count = ORGANIZATION_COLORS.length;
  const place = ((Math.trunc(index) % count) + count) % count;
  const color = ORGANIZATION_COLORS[place] ?? ORGANIZATION_COLORS[0];
  if (color === undefined) throw new RangeError(`no color ${index}`);
  return color;
}

/** The index for the next organization: the first of the least used. */
export function nextColor(taken: readonly number[]): number {
  const worn = ORGANIZATION_COLORS.map(
    (_color, index) =>
      taken.filter((other) => organizationColor(other) === organizationColor(index)).length,
  );
  return worn.indexOf(Math.min(...worn));
}
