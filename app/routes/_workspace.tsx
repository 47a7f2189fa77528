import { Outlet, type MetaFunction } from "@remix-run/react";
import { DeviceSweep } from "~/components/DeviceSweep";
import { Header } from "~/components/Header";
import { Trouble, wordsFor } from "~/components/Trouble";

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${wordsFor(error).title} · Coalition Desk` : "Coalition Desk" },
];

/** The frame of every page but the desk. */
export default function Workspace() {
  return (
    <>
      <Header />
      <DeviceSweep />
      <Outlet />
    </>
  );
}

export function ErrorBoundary() {
  return (
    <>
      <Header />
      <Trouble />
    </>
  );
}
