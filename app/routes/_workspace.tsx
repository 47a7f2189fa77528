import { Outlet, type MetaFunction } from "react-router";
import { DeviceSweep } from "#app/features/account/DeviceSweep.tsx";
import { Header } from "#app/features/account/Header.tsx";
import { ReachBanner } from "#app/features/account/ReachBanner.tsx";
import { ErrorPage, errorTexts } from "#app/ui/ErrorPage.tsx";
import { KeptPage } from "#app/ui/KeptPage.tsx";

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${errorTexts(error).title} · Coalition Desk` : "Coalition Desk" },
];

/** The frame of every page except the desk. */
export default function Workspace() {
  return (
    <>
      <Header />
      <ReachBanner />
      <DeviceSweep />
      <KeptPage />
      <Outlet />
    </>
  );
}

export function ErrorBoundary() {
  return (
    <>
      <Header />
      <ErrorPage />
    </>
  );
}
