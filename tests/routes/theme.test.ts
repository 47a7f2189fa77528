import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ORGANIZATION_COLORS } from "#app/domain/colors.ts";
import { themeCookie, themeFromCookies, THEMES } from "#app/framework/theme-cookie.ts";
import { openSite } from "./site.ts";

const css = readFileSync(path.resolve(import.meta.dirname, "../../app/styles/theme.css"), "utf8");

/** The tokens that a sheet sets, each as [light, dark]. */
function tokensIn(sheet: string): ReadonlyMap<string, readonly [string, string]> {
  return new Map(
    [...sheet.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gu)].map(
      ([, name = "", light = "", dark = ""]) => [name, [light, dark] as const],
    ),
  );
}

const tokens = tokensIn(css);

function token(name: string): readonly [string, string] {
  const pair = tokens.get(name);
  if (!pair) throw new Error(`no token ${name}`);
  return pair;
}

/** Relative luminance, and contrast, after WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const WORDS = [
  "ink",
  "ink-soft",
  "accent",
  "accent-strong",
  "danger",
  "caution",
  "good",
  "came",
  "gone",
  "restyled",
  "proposed",
];
const GROUNDS = ["desk", "paper", "raised", "wash"];

describe("the theme", () => {
  it.each([
    ["light", 0],
    ["dark", 1],
  ] as const)("lets words be read on every ground of the %s theme (WCAG 1.4.3)", (_name, side) => {
    const pairs = [
      ...WORDS.flatMap((word) => GROUNDS.map((ground) => [word, ground])),
      ...["accent", "danger", "caution", "good"].flatMap((word) => [
        [word, `${word}-soft`],
        ["ink", `${word}-soft`],
        ["accent", `${word}-soft`],
      ]),
      ["ink", "came-soft"],
      ["proposed", "proposed-soft"],
      ["accent-ink", "accent"],
      ["accent-ink", "accent-strong"],
      ["danger-ink", "danger"],
      ["danger-ink", "danger-strong"],
    ] as const;
    for (const [word = "", ground = ""] of pairs) {
      const ratio = contrast(token(`color-${word}`)[side], token(`color-${ground}`)[side]);
      expect({ word, ground, enough: ratio >= 4.5, ratio }).toMatchObject({ enough: true });
    }
  });

  it("lets the words that were found be read in both themes (WCAG 1.4.3)", () => {
    const sheet = readFileSync(
      path.resolve(import.meta.dirname, "../../app/editor/desk/desk.css"),
      "utf8",
    );
    const grounds = [
      ...sheet.matchAll(/\.find-match[a-z-]* \{\s+background: light-dark\((#\w+), (#\w+)\)/gu),
    ];
    expect(grounds).toHaveLength(2);
    for (const [, ...pair] of grounds) {
      for (const side of [0, 1] as const) {
        const ratio = contrast(token("color-ink")[side], pair[side] ?? "");
        expect({ pair, side, enough: ratio >= 4.5, ratio }).toMatchObject({ enough: true });
      }
    }
  });

  it("[M23] has the looks of what came, went and is proposed in one place", () => {
    const app = path.resolve(import.meta.dirname, "../../app");
    const sheets = (readdirSync(app, { recursive: true }) as string[])
      .filter((name) => name.endsWith(".css"))
      .map((name) => [name, readFileSync(path.join(app, name), "utf8")] as const);
    const drawing = sheets.filter(([, sheet]) =>
      /text-decoration[^;]*(?:line-through|--color-came)/u.test(sheet),
    );
    expect(drawing.map(([name]) => path.basename(name))).toEqual(["marks.css"]);
  });

  it("draws the edges of fields and the focus so that they are seen (WCAG 1.4.11)", () => {
    for (const side of [0, 1] as const) {
      for (const edge of ["rule-strong", "focus"]) {
        for (const ground of ["desk", "paper"]) {
          const ratio = contrast(token(`color-${edge}`)[side], token(`color-${ground}`)[side]);
          expect({ edge, ground, side, enough: ratio >= 3 }).toMatchObject({ enough: true });
        }
      }
    }
  });

  it("wears the organizations' colors exactly as the domain gives them", () => {
    for (const { cssName, light, dark } of ORGANIZATION_COLORS) {
      const [, worn] = new RegExp(`\\.org-${cssName} \\{([^}]*)\\}`, "u").exec(css) ?? [];
      const colors = tokensIn(worn ?? "");
      expect(colors.get("org-ring")).toEqual([light.ring, dark.ring]);
      expect(colors.get("org-text")).toEqual([light.text, dark.text]);
      expect(colors.get("org-tint")).toEqual([light.tint, dark.tint]);
      expect(token("org-on-ring")).toEqual([light.onRing, dark.onRing]);
    }
  });

  it("is kept in a cookie, and anything else in it counts as the device's own", () => {
    for (const theme of THEMES) {
      const [cookie = ""] = themeCookie(theme).split(";");
      expect(themeFromCookies(`a=b; ${cookie}; c=d`)).toBe(theme);
    }
    expect(themeFromCookies(null)).toBe("system");
    expect(themeFromCookies("theme=neon")).toBe("system");
    expect(themeFromCookies("mytheme=dark")).toBe("system");
  });

  it("is on the page that the server draws, and is changed without being signed in", async () => {
    const { nobody, withCookie } = await openSite();
    const changed = await nobody.post("/theme", { theme: "dark", next: "/login" });
    expect(changed.headers.get("Set-Cookie")).toMatch(/^theme=dark; .*SameSite=Lax/u);
    const page = await withCookie("theme=dark").get("/login");
    expect(page.document.documentElement.dataset["theme"]).toBe("dark");
    const plain = await nobody.get("/login");
    expect(plain.document.documentElement.dataset["theme"]).toBeUndefined();
    const elsewhere = await nobody.post("/theme", { theme: "light", next: "//evil.example" });
    expect(elsewhere.location).toBe("/");
  });
});
