import { useLoaderData, type MetaFunction } from "react-router";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { guestRequest } from "#app/features/guests/guest-request.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { sharedVersionParams } from "#app/framework/params.ts";
import { Page } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data
      ? `Version ${data.number} of ${data.title} · Coalition Desk`
      : "Not found · Coalition Desk",
  },
];

export const loader = openLoader({
  params: sharedVersionParams,
  load: (visit) => visit.context.services.guests.version(guestRequest(visit), visit.params.number),
});

export default function SharedVersion() {
  const { linkId, title, number, name, createdAt, html, layoutProfile, letterhead } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={`Version ${number}${name ? `: ${name}` : ""}`}
      lead={
        <>
          {title}, <Timestamp at={createdAt} />
        </>
      }
      actions={
        <a href={`/shared/${linkId}`} className="link">
          Back to the document
        </a>
      }
    >
      <FrozenText
        html={html}
        layout={layoutProfile}
        label={`Text of version ${number}`}
        letterhead={letterhead}
      />
    </Page>
  );
}
