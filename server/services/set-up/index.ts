import { isEmpty } from "#server/services/system/is-empty.ts";
import type { SetUp, SetUpResources } from "./port.ts";

export function createSetUp(resources: SetUpResources): SetUp {
  // Nothing empties a workspace again, so that whoever signs in costs no query.
  let isSetUp = false;
  const isOpen = async () => {
    isSetUp ||= !(await isEmpty(resources.database.client));
    return !isSetUp;
  };
  // Once in the life of a workspace: no other start needs it.
  let rest: Promise<Omit<SetUp, "isOpen">> | undefined;
  const load = () =>
    (rest ??= import("./by-token.ts").then(({ setUpByToken }) => setUpByToken(resources, isOpen)));
  return {
    isOpen,
    issueToken: async () => ((await isOpen()) ? (await load()).issueToken() : null),
    complete: async (...sent) => (await load()).complete(...sent),
  };
}
