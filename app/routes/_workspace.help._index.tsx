import { Link, redirect, useLoaderData, type MetaFunction } from "react-router";
import { helpPath } from "#app/domain/help/pages.ts";
import { helpOfScreen } from "#app/features/help/help-of-screen.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { Card, Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [{ title: "Help · Coalition Desk" }];

/** With the name of a screen it leads to the page about it. */
export const loader = openLoader({
  load: ({ context, url }) => {
    const screen = url.searchParams.get("for");
    const about = screen === null ? null : helpOfScreen(screen);
    if (about) throw redirect(helpPath(about));
    return context.services.help.index();
  },
});

export default function HelpIndex() {
  const pages = useLoaderData<typeof loader>();
  return (
    <Page title="Help" lead="By what you want to do. Every page also links to its own help." narrow>
      <Card>
        <ul className="divide-y divide-rule">
          {pages.map(({ name, title, lead }) => (
            <li key={name} className="relative px-5 py-3.5 hover:bg-wash">
              <Link
                to={helpPath(name)}
                className="font-medium after:absolute after:inset-0 hover:underline"
              >
                {title}
              </Link>
              <p className="text-sm text-ink-soft">{lead}</p>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
