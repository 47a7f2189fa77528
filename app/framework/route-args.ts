import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "react-router";

/**
 * A loader's request, params and context. Lint lets no other file take the framework's own types of this
 * name: their context is `any`, and with it goes every type of what loaders return.
 */
export type LoaderArgs = LoaderFunctionArgs<AppLoadContext>;

/** The same for an action. */
export type ActionArgs = ActionFunctionArgs<AppLoadContext>;
