import { useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { HelpBlocks } from "#app/features/help/HelpBlocks.tsx";
import { HelpContents } from "#app/features/help/HelpContents.tsx";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction<typeof loader> = ({ loaderData }) => [
  { title: `${loaderData ? loaderData.title : "Page not found"} · Help · Coalition Desk` },
];

export const loader = openLoader({
  params: z.object({ page: z.string().max(40) }),
  load: ({ context, params }) => context.services.help.show(params.page),
});

export default function HelpPage() {
  const { title, lead, blocks } = useLoaderData<typeof loader>();
  return (
    <Page title={title} lead={lead} crumbs={[{ to: "/help", label: "Help" }]} narrow>
      <div className="grid gap-4">
        <HelpContents blocks={blocks} />
        <HelpBlocks blocks={blocks} />
      </div>
    </Page>
  );
}
