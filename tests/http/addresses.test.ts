import { describe, expect, it } from "vitest";
import { ADDRESS_LIMITS, readAddress } from "#server/http/addresses.ts";

const { pathCharacters, segments, queryBytes, queryPairs, manifestPaths } = ADDRESS_LIMITS;

/** The path as it is handed on, or the status of the refusal. */
function read(url: string): string | number {
  const address = readAddress(url);
  return "status" in address ? address.status : address.path;
}

describe("an address", () => {
  it("goes on as it is, where it is one of ours", () => {
    for (const path of [
      "/",
      "/login",
      "/_root.data",
      "/documents/cm1abc-_2/versions/3",
      "/documents/cm1abc.pdf",
      "/p/ice-enforcement-priorities/files/0a1b",
      "/calendar/AbC-_x.ics",
      "/assets/desk-BxY_9.js",
    ]) {
      expect(read(path)).toBe(path);
      expect(readAddress(`${path}?from=1&to=2`)).toEqual({ path, query: "?from=1&to=2" });
    }
  });

  it("has one spelling, by which guards and logs know it as the router does", () => {
    expect(read("/%70/slug")).toBe("/p/slug");
    expect(read("/c%61lendar/a%2Db%5F%7E.ics")).toBe("/calendar/a-b_~.ics");
    expect(read("/login/")).toBe("/login");
    expect(read("/a%2fb")).toBe("/a%2Fb");
    expect(read("/caf%C3%A9")).toBe("/caf%C3%A9");
  });

  it("that no route can have is not found: dot segments, empty ones, backslashes, control characters", () => {
    for (const path of [
      "/p/../login",
      "/p/%2e%2e/login",
      "/p/.%2E/login",
      "/./login",
      "//metrics",
      "/p//slug",
      "/login//",
      "/p\\..\\login",
      "/a%5Cb",
      "/documents/a%00b",
      "/documents/a%0Ab",
      "/documents/a%7F",
      "/a%E0%A4%A",
      "/a%zz",
      "/p#",
      "/p.data#",
      "/p?lang=es#x",
      "http://elsewhere.example/login",
      "*",
      "",
    ]) {
      expect([path, read(path)]).toEqual([path, 404]);
    }
  });

  it("is as long and as deep as its bounds, and no more", () => {
    expect(read(`/${"a".repeat(pathCharacters - 1)}`)).toHaveLength(pathCharacters);
    expect(read(`/${"a".repeat(pathCharacters)}`)).toBe(414);
    expect(read("/a".repeat(segments))).toBe("/a".repeat(segments));
    expect(read("/a".repeat(segments + 1))).toBe(404);
  });

  it("has a query of so many bytes and so many pairs, and none with NUL", () => {
    const bytes = (count: number) => `/verify?${"x".repeat(count - 1)}`;
    expect(read(bytes(queryBytes))).toBe("/verify");
    expect(read(bytes(queryBytes + 1))).toBe(414);
    const pairs = (count: number) =>
      `/verify?${Array.from({ length: count }, () => "a").join("&")}`;
    expect(read(pairs(queryPairs))).toBe("/verify");
    expect(read(pairs(queryPairs + 1))).toBe(414);
    expect(read("/verify?hash=%00")).toBe(404);
  });

  describe.each(["paths", "p"])("of the router's manifest, asking by %s", (name) => {
    const asked = (paths: readonly string[]) =>
      name === "paths"
        ? `/__manifest?version=x&paths=${encodeURIComponent(paths.join(","))}`
        : `/__manifest?version=x&${paths.map((one) => `p=${encodeURIComponent(one)}`).join("&")}`;

    it("asks about paths that a route can have", () => {
      expect(read(asked(["/", "/documents/a", "/matters/b/public/preview"]))).toBe("/__manifest");
    });

    it("asks about no path that froze the router", () => {
      expect(read(`/__manifest?version=x&${name}=${"/".repeat(7_600)}`)).toBe(404);
      for (const path of ["/".repeat(900), "//", "/a".repeat(segments + 1), "/%2e%2e/a", "x"]) {
        expect([path.slice(0, 20), read(asked([path]))]).toEqual([path.slice(0, 20), 404]);
        expect([path.slice(0, 20), read(asked(["/a", path]))]).toEqual([path.slice(0, 20), 404]);
      }
    });

    it("asks about so many at once", () => {
      const many = (count: number) => asked(Array.from({ length: count }, () => "/a"));
      expect(read(many(manifestPaths - 1))).toBe("/__manifest");
      expect(read(many(manifestPaths + 1))).toBe(414);
    });
  });
});
