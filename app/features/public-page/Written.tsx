import {
  textInLanguage,
  type PageLanguage,
  type BilingualText,
} from "#app/domain/public-page/content.ts";

/** Text written by staff, in the page's language; marked where only English exists. */
export function Written({
  words,
  language,
}: {
  readonly words: BilingualText;
  readonly language: PageLanguage;
}) {
  const said = textInLanguage(language, words);
  return isFallback(words, language) ? <span lang="en">{said}</span> : <>{said}</>;
}

/** Whether the text is in another language than the page. */
export function isFallback(text: BilingualText, language: PageLanguage): boolean {
  return language === "es" && text.es === null;
}

/** A date for people and for programs. */
export function Day({ iso, children }: { readonly iso: string; readonly children: string }) {
  return <time dateTime={iso}>{children}</time>;
}
