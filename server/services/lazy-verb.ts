/** The verb that `load` brings, whenever it is called: a start needs none of its code. */
export function lazyVerb<Args extends readonly unknown[], Answer>(
  load: () => Promise<(...args: Args) => Promise<Answer>>,
): (...args: Args) => Promise<Answer> {
  return async (...args) => (await load())(...args);
}
