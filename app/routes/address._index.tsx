import { Link, useLoaderData, type MetaFunction } from "react-router";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { done, refuse } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "E-mail address · Coalition Desk" }];

const DONE = ["changed", "confirmed", "stopped"] as const;

/** Where a link's form leads: the link itself may be used up. */
export const loader = openLoader({
  load: ({ url }) => {
    const what = DONE.find((one) => one === url.searchParams.get("done"));
    return what ? done({ what }) : refuse("not-found");
  },
});

export default function AddressOver() {
  const { what } = useLoaderData<typeof loader>();
  switch (what) {
    case "changed":
      return (
        <AuthLayout title="The address was changed">
          <p>
            You sign in with the new one from now on. Devices that are signed in stay so.{" "}
            <Link to="/account" className="link">
              Your account
            </Link>
          </p>
        </AuthLayout>
      );
    case "confirmed":
      return (
        <AuthLayout title="Confirmed here">
          <p>Nothing has changed yet: the other address has to confirm it, too.</p>
        </AuthLayout>
      );
    case "stopped":
      return (
        <AuthLayout title="The change was stopped">
          <p>
            The address stays as it is. If it was not you who asked, somebody else is signed in:{" "}
            <Link to="/password/forgotten" className="link">
              choose a new password
            </Link>
            , which signs out all devices.
          </p>
        </AuthLayout>
      );
  }
}
