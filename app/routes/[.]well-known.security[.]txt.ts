import { done, refuse } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { PLAIN_TEXT, publicAnswer } from "#app/framework/public-answer.tsx";

/** In days; RFC 9116 recommends less than a year. */
const GOOD_FOR = 180;

/** How to report a hole in this workspace (RFC 9116), where whoever runs it says so. */
export const loader = openLoader({
  load: async ({ context, request }) => {
    const { securityContact, appUrl, clock } = context;
    if (securityContact === null) return refuse("not-found");
    // The day alone, so that the answer stays the same for a day.
    const expires = new Date(clock().getTime() + GOOD_FOR * 86_400_000);
    expires.setUTCHours(0, 0, 0, 0);
    const own = new URL("/.well-known/security.txt", appUrl).href;
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expires.toISOString()}`,
      "Preferred-Languages: en, es",
      `Canonical: ${own}`,
    ];
    const body = () => `${lines.join("\n")}\n`;
    return done(await publicAnswer({ request, type: PLAIN_TEXT, key: lines.join(" "), body }));
  },
});
