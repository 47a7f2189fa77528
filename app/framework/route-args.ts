import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

/**
 * A loader's request, params and context. Lint lets no other file take the framework's own types of this
 * name: in React Router their context is `any`, and with it goes every type of what loaders return.
 */
export type LoaderArgs = LoaderFunctionArgs;

/** The same for an action. */
export type ActionArgs = ActionFunctionArgs;
