import { templateFrom, type Template, type TestDatabase } from "./database.ts";

/** A point in a story from which tests begin: the rows, and what else there is. */
interface Stage<Start, Made> {
  readonly template: Template;
  readonly start: Start;
  readonly made: Made;
}

/** How worlds of one kind are opened: on which rows, and with what before the test. */
interface Opening<
  Options extends object,
  World extends { readonly database: TestDatabase },
  Start,
> {
  open(
    options: Options,
    from?: { readonly template: Template; readonly start: Start },
  ): Promise<World>;
  /** What a world has outside of its database, for worlds that go on from here. */
  startOf(world: World): Start;
}

/**
 * Stories that are lived once in a process, and copied from then on: a coalition takes some hundred
 * statements, the copy of a file takes one. Copies share their ids, and their people.
 */
export function stagesOf<
  Options extends object,
  World extends { readonly database: TestDatabase },
  Start,
>(opening: Opening<Options, World, Start>) {
  /** Opens the world as `fill` leaves it, which goes on from where `before` ends. */
  return function stage<Base extends World, Made extends object>(
    before: (options: Options) => Promise<Base>,
    fill: (world: Base) => Promise<Made>,
    /** The options that have no part in the story, so that it need not be lived again for them. */
    apart: readonly (keyof Options)[] = [],
  ): (options?: Options) => Promise<Base & Made> {
    const lived = new Map<string, Promise<Stage<Start, object>>>();

    async function live(options: Options): Promise<Stage<Start, object>> {
      const base = await before(options);
      const all = { ...base, ...(await fill(base)) };
      const start = opening.startOf(base);
      return { template: await templateFrom(base.database), start, made: all };
    }

    return async (options = {} as Options) => {
      const has = (name: keyof Options) => options[name] !== undefined && !apart.includes(name);
      const names = (Object.keys(options) as (keyof Options)[]).filter(has);
      if (names.some((name) => typeof options[name] !== "string" && options[name] !== null)) {
        const base = await before(options);
        return { ...base, ...(await fill(base)) };
      }
      const key = JSON.stringify(names.sort().map((name) => [name, options[name]]));
      const living = lived.get(key) ?? live(options);
      lived.set(key, living);
      // What failed once is tried again by the next test, which then says why.
      living.catch(() => lived.delete(key));
      const { template, start, made } = await living;
      const world = await opening.open(options, { template, start });
      return { ...made, ...world } as Base & Made;
    };
  };
}
