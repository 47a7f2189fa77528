import { done } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { PLAIN_TEXT, publicAnswer } from "#app/framework/public-answer.tsx";

const OPEN = [
  "/p$",
  "/p?",
  "/p/",
  "/sitemap.xml",
  "/assets/",
  "/favicon.svg",
  "/favicon.ico",
] as const;

/** Which addresses programs may read (RFC 9309): the public pages and their styles. */
export const loader = openLoader({
  load: async ({ context, request }) => {
    const sitemap = new URL("/sitemap.xml", context.appUrl).href;
    const body = () =>
      [
        "User-agent: *",
        ...OPEN.map((path) => `Allow: ${path}`),
        "Disallow: /",
        "",
        `Sitemap: ${sitemap}`,
        "",
      ].join("\n");
    return done(
      await publicAnswer({
        request,
        type: PLAIN_TEXT,
        key: `robots ${sitemap}`,
        keep: context.keepPublic,
        body,
      }),
    );
  },
});
