import { wordsIn, type PageLanguage, type PageWords } from "#app/domain/public-page/content.ts";

/** Words that staff wrote, in the page's language; where they are English all the same, it says so. */
export function Written({
  words,
  language,
}: {
  readonly words: PageWords;
  readonly language: PageLanguage;
}) {
  const said = wordsIn(language, words);
  return isFallback(words, language) ? <span lang="en">{said}</span> : <>{said}</>;
}

/** Whether the words are not written in that language. */
export function isFallback(words: PageWords, language: PageLanguage): boolean {
  return language === "es" && words.es === null;
}

/** A day, for people and for programs. */
export function Day({ iso, children }: { readonly iso: string; readonly children: string }) {
  return <time dateTime={iso}>{children}</time>;
}
