import { Link, useLoaderData } from "@remix-run/react";
import { guardedLoader } from "~/http/guarded-loader";

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.home.show(actor),
});

export default function Home() {
  const { matters } = useLoaderData<typeof loader>();
  return (
    <main>
      <h1>Home</h1>
      <ul>
        {matters.map((matter) => (
          <li key={matter.id}>
            <Link to={`/matters/${matter.slug}`}>{matter.title}</Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
