import * as z from "zod";
import type { Scope } from "#app/domain/api-token.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { AdmittedProgram, Services } from "#server/services/index.ts";
import { readBody } from "./body.ts";

/** A request of a program that was let in. */
interface OperationContext<P, Q, B> extends AdmittedProgram {
  readonly services: Services;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** A Word file as the body of a request. */
interface RequestFile {
  readonly bytes: Uint8Array;
}

interface OperationHead {
  /** Its name in a client that is made from the description. */
  readonly id: string;
  readonly method: "get" | "post";
  /** Below /api/v1, with its parameters in braces. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
  /** Null for what every token may ask for. */
  readonly scope: Scope | null;
  /** For how many requests it counts. */
  readonly cost?: number;
}

interface OperationDefinition<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
> extends OperationHead {
  readonly params?: P;
  readonly query?: Q;
  /** JSON that it takes, by the schema that checks the page's form. */
  readonly body?: B;
  readonly answer: A;
  /** Asked before any of a file is read: whether so many bytes may come. */
  readonly mayArrive?: (
    asked: Omit<OperationContext<z.output<P>, z.output<Q>, undefined>, "body"> & {
      readonly size: number;
    },
  ) => Promise<Outcome<void>>;
  readonly run: (
    asked: OperationContext<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Outcome<z.input<A>>> | Outcome<z.input<A>>;
}

/** A program's request as it was sent, before its parameters are read. */
interface ProgramRequest extends AdmittedProgram {
  readonly services: Services;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** One address of the API and what it does, with its types hidden. */
export interface Operation extends OperationHead {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null where nothing is sent; "file" for a Word file. */
  readonly body: z.ZodType | "file" | null;
  readonly answer: z.ZodType;
  readonly mayArrive: (sent: ProgramRequest, size: number) => Promise<Outcome<void>>;
  /** Reads what was sent; answers what runs it. */
  readonly read: (sent: ProgramRequest, body: unknown) => Outcome<() => Promise<Outcome<unknown>>>;
}

const NOTHING = z.object({});

/** An operation that takes JSON or nothing. */
export function operation<
  A extends z.ZodType,
  P extends z.ZodObject = typeof NOTHING,
  Q extends z.ZodObject = typeof NOTHING,
  B extends z.ZodType = z.ZodUndefined,
>(given: OperationDefinition<P, Q, B, A>): Operation {
  const { params = NOTHING, query = NOTHING, body, answer, run, mayArrive, ...described } = given;
  return {
    ...described,
    params,
    query,
    body: body ?? null,
    answer,
    mayArrive: async (sent, size) => {
      if (!mayArrive) return done();
      const at = addressOf<P, Q>(sent, params, query);
      return at.ok ? mayArrive({ ...sent, ...at.value, size }) : at;
    },
    read: (sent, received) => {
      const at = addressOf<P, Q>(sent, params, query);
      if (!at.ok) return at;
      const read = body ? readBody(body, received) : done(received as z.output<B>);
      if (!read.ok) return read;
      return done(async () => {
        const outcome = await run({ ...sent, ...at.value, body: read.value });
        // Nothing leaves that the description does not name.
        return outcome.ok ? done(answer.parse(outcome.value)) : outcome;
      });
    },
  };
}

/** An operation that takes a Word file. */
export function fileOperation<
  A extends z.ZodType,
  P extends z.ZodObject = typeof NOTHING,
  Q extends z.ZodObject = typeof NOTHING,
>({
  run,
  ...given
}: Omit<OperationDefinition<P, Q, z.ZodUndefined, A>, "body" | "run"> & {
  readonly run: (
    asked: OperationContext<z.output<P>, z.output<Q>, RequestFile>,
  ) => Promise<Outcome<z.input<A>>>;
}): Operation {
  return {
    ...operation<A, P, Q>({
      ...given,
      // The handler reads the bytes, and hands in nothing else.
      run: ({ body, ...asked }) => run({ ...asked, body: body as unknown as RequestFile }),
    }),
    body: "file",
  };
}

function addressOf<P extends z.ZodObject, Q extends z.ZodObject>(
  sent: ProgramRequest,
  params: z.ZodObject,
  query: z.ZodObject,
): Outcome<{ readonly params: z.output<P>; readonly query: z.output<Q> }> {
  const named = params.safeParse(sent.params);
  if (!named.success) return refuse("not-found");
  const unknown = [...sent.query.keys()].find((name) => !Object.hasOwn(query.shape, name));
  if (unknown !== undefined) {
    return refuse("bad-input", NOT_READ, { [unknown.slice(0, 60)]: "There is no such parameter." });
  }
  const twice = Object.keys(query.shape).find((name) => sent.query.getAll(name).length > 1);
  if (twice !== undefined) {
    return refuse("bad-input", NOT_READ, { [twice]: "This parameter came more than once." });
  }
  const asked = query.safeParse(Object.fromEntries(sent.query));
  if (!asked.success) {
    const fields = asked.error.issues.map(({ path, message }) => [path.join("."), message]);
    return refuse("bad-input", NOT_READ, Object.fromEntries(fields) as Record<string, string>);
  }
  // Parsed by these very schemas.
  return done({ params: named.data as z.output<P>, query: asked.data as z.output<Q> });
}

const NOT_READ =
  "The query of this address can’t be read. Nothing was done; see the fields at fault.";
