import { templateFrom, type Template, type TestDatabase } from "./database.ts";

/** A fixture from which tests start: the rows, and whatever else exists. */
interface StoredFixture<Start, Made> {
  readonly template: Template;
  readonly start: Start;
  readonly made: Made;
}

/**
 * How fixtures of one kind are opened: from which rows, and with which data from before the test.
 */
interface FixtureKind<
  Options extends object,
  Fixture extends { readonly database: TestDatabase },
  Start,
> {
  open(
    options: Options,
    from?: { readonly template: Template; readonly start: Start },
  ): Promise<Fixture>;
  /** The fixture's data outside of its database, for fixtures that build on it. */
  startOf(fixture: Fixture): Start;
}

/**
 * Fixtures that are built once in a process, and copied from then on: building a coalition takes
 * some hundred statements, copying a file takes one. Copies share their ids and their people.
 */
export function fixturesOf<
  Options extends object,
  Fixture extends { readonly database: TestDatabase },
  Start,
>(opening: FixtureKind<Options, Fixture, Start>) {
  /** Opens the fixture that `fill` builds on top of `before`. */
  return function fixture<Base extends Fixture, Made extends object>(
    before: (options: Options) => Promise<Base>,
    fill: (fixture: Base) => Promise<Made>,
    /**
     * The options that don't affect the stored data, so that it need not be built again for them.
     */
    apart: readonly (keyof Options)[] = [],
  ): (options?: Options) => Promise<Base & Made> {
    const built = new Map<string, Promise<StoredFixture<Start, object>>>();

    async function build(options: Options): Promise<StoredFixture<Start, object>> {
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
      const building = built.get(key) ?? build(options);
      built.set(key, building);
      // A failed build is retried by the next test, which then reports the error.
      building.catch(() => built.delete(key));
      const { template, start, made } = await building;
      const fixture = await opening.open(options, { template, start });
      return { ...made, ...fixture } as Base & Made;
    };
  };
}
