import { Feed } from "feed";
import {
  textInLanguage,
  type FeedFormat,
  type PageLanguage,
} from "#app/domain/public-page/content.ts";
import type { PublishedPage } from "#app/domain/public-page/published.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import type { PageUpdate } from "#server/services/index.ts";
import { feedPath, inLanguage, publicPath } from "./addresses.ts";
import { descriptionOf } from "./page-head.ts";
import type { ShownPage } from "./shown-page.ts";

export const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  atom: "application/atom+xml; charset=utf-8",
  rss: "application/rss+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
};

interface FeedOptions {
  readonly as: FeedFormat;
  readonly language: PageLanguage;
  readonly origin: string;
}

/** The updates of a page as a feed: date and text, and no names except the organizations'. */
export function feedOf(
  shown: ShownPage & { readonly updatedAt: string },
  { as, language, origin }: FeedOptions,
): string {
  const { slug, page, updates, updatedAt } = shown;
  const at = (path: string) => new URL(inLanguage(path, language), origin).href;
  const link = at(publicPath(slug));
  const title = textInLanguage(language, page.title);
  const feed = new Feed({
    id: link,
    link,
    title,
    description: descriptionOf(page, language),
    language,
    updated: new Date(updatedAt),
    copyright: "",
    generator: "Coalition Desk",
    author: { name: CATALOG[language].and(page.organizations.map(({ name }) => name)) },
    feedLinks: {
      atom: at(feedPath(slug)),
      rss: at(`${feedPath(slug)}?as=rss`),
      json: at(`${feedPath(slug)}?as=json`),
    },
  });
  for (const update of updates) {
    const { id, at: when, kind } = update;
    const place = `${link}#update-${id}`;
    const heading = `${CATALOG[language].updateKinds[kind]}: ${title}`;
    const said = updateSentence(update, page, language);
    const date = new Date(when);
    // Atom and RSS contain HTML, JSON Feed plain text.
    const written = as === "json" ? (words: string) => words : asHtml;
    const item = { title: written(heading), description: written(said) };
    feed.addItem({ id: place, link: place, date, ...item });
  }
  if (as === "rss") return feed.rss2();
  return as === "json" ? feed.json1() : feed.atom1();
}

/** Tells what changed; of the first publication, what the page is about, and not how things stand today. */
function updateSentence(
  { en, es, parts }: PageUpdate,
  page: PublishedPage,
  language: PageLanguage,
): string {
  const catalog = CATALOG[language];
  const note = en === null ? "" : textInLanguage(language, { en, es });
  const changed = parts.length > 0 ? catalog.changed(parts.map((part) => catalog.parts[part])) : "";
  return [note, changed].filter((said) => said !== "").join(" ") || descriptionOf(page, language);
}

function asHtml(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
