import { Form, Link, useLoaderData, type MetaFunction } from "react-router";
import { done } from "#app/domain/refusal.ts";
import { MOST_LETTERS, searchPath, spotPath } from "#app/domain/search/asked.ts";
import { SIGN_OUT } from "#app/domain/search/act-ids.ts";
import type { FoundGroup } from "#app/domain/search/found.ts";
import { SignOutForm } from "#app/features/account/SignOutForm.tsx";
import { FoundIcon, FoundText } from "#app/features/search/FoundLine.tsx";
import {
  quotedQuery,
  BUILDING_SENTENCE,
  countLabel,
  GROUP_LABELS,
  NOTHING_SENTENCE,
  WHAT_IS_SEARCHED,
} from "#app/features/search/found-labels.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { searchQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Page, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import "#app/features/search/search.css";

export const meta: MetaFunction = () => [{ title: "Search · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  async load({ actor, context, url }) {
    const query = readQuery(searchQuery, url);
    if (!query.ok) return query;
    const { q, kind } = query.value;
    const found = await context.services.palette.search(actor, q, kind ? { kind } : {});
    return found.ok ? done({ ...found.value, kind: kind ?? null }) : found;
  },
});

/** The results, as a page: for whoever has no scripts, wants more of a kind, or sends the address. */
export default function SearchPage() {
  const { query, groups, meant, isBuilding, kind } = useLoaderData<typeof loader>();
  const isAsked = query !== "";
  return (
    <Page
      title="Search"
      lead={kind === null ? WHAT_IS_SEARCHED : `Only ${GROUP_LABELS[kind].toLowerCase()}`}
    >
      <search>
        <Form method="get" className="flex gap-2">
          <label htmlFor="search-words" className="sr-only">
            Words
          </label>
          <input
            key={query}
            id="search-words"
            name="q"
            type="search"
            defaultValue={query}
            maxLength={MOST_LETTERS}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={`${BOX} min-h-11 max-w-2xl`}
          />
          {kind === null ? null : <input type="hidden" name="kind" value={kind} />}
          <Button type="submit" look="primary">
            Search
          </Button>
        </Form>
      </search>
      {kind === null ? null : (
        <p className="mt-2">
          <Link to={searchPath(query)} className="link">
            Search everything
          </Link>
        </p>
      )}
      <div className="mt-8 grid gap-8">
        {isBuilding ? <Notice kind="word">{BUILDING_SENTENCE}</Notice> : null}
        {isAsked ? (
          <p aria-live="polite" className="wrap-anywhere text-ink-soft">
            {groups.length > 0
              ? countLabel({ groups })
              : `Nothing found for ${quotedQuery(query)}. ${NOTHING_SENTENCE}`}
          </p>
        ) : null}
        {meant === null ? null : (
          <p className="wrap-anywhere">
            Did you mean{" "}
            <Link to={searchPath(meant, kind ?? undefined)} className="link font-medium">
              {meant}
            </Link>
            ?
          </p>
        )}
        {groups.map((group) => (
          <Group key={group.kind} group={group} query={query} isAlone={kind !== null} />
        ))}
      </div>
    </Page>
  );
}

function Group({
  group: { kind, items, hasMore },
  query,
  isAlone,
}: {
  readonly group: FoundGroup;
  readonly query: string;
  /** Whether it is all that was asked for: what is beyond it takes other words. */
  readonly isAlone: boolean;
}) {
  return (
    <Section
      title={query === "" && kind === "document" ? "What you opened last" : GROUP_LABELS[kind]}
    >
      <Card>
        <ul className="divide-y divide-rule">
          {items.map((item) => (
            <li key={item.id} className="found-row relative flex gap-3 px-5 py-4 hover:bg-wash">
              <FoundIcon kind={kind} />
              <div className="min-w-0 flex-1">
                {item.id === `act:${SIGN_OUT}` ? (
                  <SignOutForm>
                    <button type="submit" className="link cursor-pointer font-medium">
                      {item.title}
                    </button>
                  </SignOutForm>
                ) : (
                  <Link
                    to={spotPath(item)}
                    className="font-medium wrap-anywhere after:absolute after:inset-0 hover:underline"
                  >
                    {item.title}
                  </Link>
                )}
                <FoundText {...item} />
              </div>
              {item.at === null ? null : (
                <p className="found-day text-sm text-ink-soft">
                  <Timestamp at={item.at} as="day" />
                </p>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {hasMore ? (
        <p className="mt-3">
          {isAlone ? (
            <span className="text-ink-soft">
              These are the newest. There are more; another word finds fewer.
            </span>
          ) : (
            <Link to={searchPath(query, kind)} className="link">
              More: {GROUP_LABELS[kind].toLowerCase()}
            </Link>
          )}
        </p>
      ) : null}
    </Section>
  );
}
