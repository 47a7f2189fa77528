import { REFUSAL_STATUS, type Refusal } from "#app/domain/refusal.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { drawPage, HTML, publicAnswer } from "#app/framework/public-answer.tsx";
import { BrokenPage, MissingPage } from "./PublicNotice.tsx";

/**
 * The answer to anonymous readers where something can't be shown; unpublished pages are
 * indistinguishable from nonexistent ones.
 */
export function refusedPublicly(
  refusal: Refusal,
  asked: { readonly request: Request; readonly language: PageLanguage; readonly origin: string },
): Promise<Response> {
  const { request, language, origin } = asked;
  const page =
    refusal.code === "not-found" ? (
      <MissingPage language={language} origin={origin} />
    ) : (
      <BrokenPage sentence={refusal.sentence} language={language} origin={origin} />
    );
  const status = REFUSAL_STATUS[refusal.code];
  const headers: Record<string, string> = status === 503 ? { "Retry-After": "5" } : {};
  const body = () => drawPage(page);
  return publicAnswer({ request, type: HTML, key: null, status, headers, body });
}
