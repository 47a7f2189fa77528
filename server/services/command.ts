import type * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { may, type Permission, type PermissionSubjects } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { NewEvent } from "#server/services/audit/append.ts";
import { loadActor } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { actsByToken, asProgram } from "./api-tokens/acts.ts";
import { askForProof, type ProvingBrowser } from "./asked-again.ts";
import { readForm } from "./form.ts";
import { claimForm, keyedForm, refuseKnown, type KeyedForm } from "./form-keys.ts";
import type { Resources } from "./resources.ts";
import {
  AGAIN,
  auditedTransaction,
  unauditedTransaction,
  type Again,
  type UnitOfWork,
} from "./transaction.ts";

/**
 * The one way to write a command, since steps of commands that were written by hand were forgotten
 * unnoticed. A command names its target, its form, its permission and its work; `command` runs them
 * in order:
 *
 * 1. refuse a form that was sent again and was done; load the target, check the permission, parse the
 * form, ask who changes a way in to show that it is them: refusals come before anything expensive;
 * 2. `prepare` what takes long, outside of any transaction;
 * 3. open the transaction, load and check again with the actor's current rights, `run`; any refusal
 * rolls everything back;
 * 4. after the commit run the deferred effects, and notify the desks that show what was recorded.
 */

/** A permission check, for the actor with their current rights. */
export type Permitted = (actor: Actor) => Outcome<void>;

export function permit<P extends Permission>(
  permission: P,
  subject: PermissionSubjects[P],
): Permitted {
  return (actor) => may(actor, permission, subject);
}

/** The subjects of an audit line. */
type About = Partial<Pick<NewEvent, "organizationId" | "matterId" | "documentId">>;

/** The target of a command: how it is loaded, and who may act on it. */
export interface Target<Key extends readonly unknown[], Found> {
  /** The number of arguments that identify it. */
  readonly arity: Key["length"];
  load(client: PrismaClient | Transaction, ...key: Key): Promise<Outcome<Found>>;
  permission(found: Found, ...key: Key): Permitted;
  /** The default subjects of the command's audit lines. */
  about(found: Found, ...key: Key): About;
}

/**
 * The actor's own account, or what a form names: allowed for everybody, unless the command checks
 * further.
 */
export const theActor: Target<[], null> = {
  arity: 0,
  load: async () => done(null),
  permission: () => () => done(),
  about: () => ({}),
};

/** The workspace as a whole. */
export function workspaceTo(
  permission: {
    [P in Permission]: PermissionSubjects[P] extends Readonly<Record<string, never>> ? P : never;
  }[Permission],
): Target<[], null> {
  return { ...theActor, permission: () => permit(permission, {}) };
}

/** An organization by its id; the actor's membership decides, so no row is loaded. */
export function organizationTo(
  permission: "organization.manage-people" | "organization.edit" | "matter.accept",
): Target<[organizationId: string], null> {
  return {
    arity: 1,
    load: async () => done(null),
    permission: (_, organizationId) => permit(permission, { organizationId }),
    about: (_, organizationId) => ({ organizationId }),
  };
}

/** Declares the arguments of a command after its form: a device, an upload, a second id. */
interface Arguments<Extra extends readonly unknown[]> {
  /** Never set: only carries the types. */
  readonly types?: Extra;
}

export function taking<Extra extends readonly unknown[]>(): Arguments<Extra> {
  return {};
}

/** The schema of a command without a form. */
type NoForm = z.ZodNever;

/** The arguments of a command and its loaded target. */
interface Given<Key, Found, Schema extends z.ZodType, Extra> {
  readonly key: Key;
  readonly found: Found;
  readonly form: z.output<Schema>;
  readonly extra: Extra;
}

/** The context before the transaction, for work that takes long, such as typesetting. */
type Before<Key, Found, Schema extends z.ZodType, Extra> = Given<Key, Found, Schema, Extra> & {
  readonly resources: Resources;
  readonly actor: Actor;
};

/** The context inside the transaction, with current `found` and `actor`. */
type Inside<Key, Found, Schema extends z.ZodType, Extra, Prepared, Unit> = Unit &
  Given<Key, Found, Schema, Extra> & {
    readonly actor: Actor;
    readonly prepared: Prepared;
  };

interface Verb<
  Key extends readonly unknown[],
  Found,
  Schema extends z.ZodType,
  Extra extends readonly unknown[],
  Prepared,
  Result,
  Answer,
  Unit,
> {
  readonly on: Target<Key, Found>;
  readonly form?: Schema;
  readonly takes?: Arguments<Extra>;
  /** Whether it tells by itself that such a form was sent again: then its key is not asked. */
  readonly tellsAgain?: (form: z.output<Schema>) => boolean;
  /** A further check, where it depends on the form. */
  readonly permission?: (given: Given<Key, Found, Schema, Extra>) => Permitted;
  /**
   * The browser in which its actor has to have shown a moment ago that it is them, since it changes a
   * way in: asked before anything is prepared, so that no route forgets it.
   */
  readonly shownAgainIn?: (given: Given<Key, Found, Schema, Extra>) => ProvingBrowser;
  /**
   * Work that takes long, outside of the transaction. `run` has to check again what it relies on.
   */
  readonly prepare?: (
    before: Before<Key, Found, Schema, Extra>,
  ) => Outcome<Prepared> | Promise<Outcome<Prepared>>;
  /** Takes back what was prepared, where `run` refused. */
  readonly undo?: (prepared: Prepared, before: Before<Key, Found, Schema, Extra>) => Promise<void>;
  /**
   * The work itself. Awaits nothing but SQL; may run several times, if the database was busy, and
   * so has no effects outside `tx`. Returns `AGAIN` where what was prepared no longer holds.
   */
  readonly run: (
    inside: Inside<Key, Found, Schema, Extra, Prepared, Unit>,
  ) => Promise<Outcome<Result> | Again>;
  /** How often to prepare and run again after `AGAIN`. */
  readonly repeat?: <R>(
    resources: Resources,
    key: Key,
    attempt: () => Promise<Outcome<R> | Again>,
  ) => Promise<Outcome<R>>;
  /** Computes the result, where that can only follow the commit, such as sending a mail. */
  readonly answer?: (
    result: Result,
    before: Before<Key, Found, Schema, Extra>,
  ) => Promise<Outcome<Answer>>;
}

type FormArgument<Schema extends z.ZodType> = [z.output<Schema>] extends [never]
  ? []
  : [form: z.output<Schema>];

/** A command as services/index.ts lists it. */
type Command<
  Key extends readonly unknown[],
  Schema extends z.ZodType,
  Extra extends readonly unknown[],
  Answer,
> = (
  resources: Resources,
  actor: Actor,
  ...args: [...Key, ...FormArgument<Schema>, ...Extra]
) => Promise<Outcome<Answer>>;

/** `record` adds the actor, the time and the subjects. */
export interface Recording {
  record(event: Pick<NewEvent, "type" | "details"> & About): Promise<number>;
}

/** An audited command: builds the function that services/index.ts lists. */
export function command<
  Key extends readonly unknown[],
  Found,
  Result,
  Schema extends z.ZodType = NoForm,
  Extra extends readonly unknown[] = [],
  Prepared = undefined,
  Answer = Result,
>(
  verb: Verb<Key, Found, Schema, Extra, Prepared, Result, Answer, UnitOfWork & Recording>,
): Command<Key, Schema, Extra, Answer> {
  return build(
    verb,
    auditedTransaction,
    (unit, { about, actor }) => ({
      ...unit,
      record: (event) => unit.append({ ...about, ...event, actorId: actor.userId }),
    }),
    { known: refuseKnown, claim: ({ tx, at }, form) => claimForm(tx, at, form) },
  );
}

/**
 * The short form for what is not audited, such as how far somebody has read: like `command`,
 * without `record`, and without the lock on the chain's head, so that such writes wait for nobody
 * else's.
 */
export function unaudited<
  Key extends readonly unknown[],
  Found,
  Result,
  Schema extends z.ZodType = NoForm,
  Extra extends readonly unknown[] = [],
  Prepared = undefined,
  Answer = Result,
>(
  verb: Verb<Key, Found, Schema, Extra, Prepared, Result, Answer, Omit<UnitOfWork, "append">>,
): Command<Key, Schema, Extra, Answer> {
  return build(verb, unauditedTransaction, (unit) => unit);
}

type Transact<Unit> = <R extends Outcome<unknown> | Again>(
  resources: Resources,
  work: (unit: Unit) => Promise<R>,
  actor: Actor,
) => Promise<R>;

type Claim<Opened> = (opened: Opened, form: KeyedForm) => Promise<Outcome<void>>;

function build<
  Key extends readonly unknown[],
  Found,
  Schema extends z.ZodType,
  Extra extends readonly unknown[],
  Prepared,
  Result,
  Answer,
  Opened extends { readonly tx: Transaction },
  Unit,
>(
  verb: Verb<Key, Found, Schema, Extra, Prepared, Result, Answer, Unit>,
  transact: Transact<Opened>,
  unitOf: (opened: Opened, of: { readonly about: About; readonly actor: Actor }) => Unit,
  /** How a form is refused that was sent again, and was done: before all else, and in the transaction. */
  forms?: { readonly known: typeof refuseKnown; readonly claim: Claim<Opened> },
): Command<Key, Schema, Extra, Answer> {
  const { on } = verb;
  return async (resources, actor, ...args) => {
    const { key, sent, extra } = argumentsOf<Key, Extra>(verb, args);
    const { client } = resources.database;
    const keyed = forms ? keyedForm(actor, args) : null;
    // Its effect may stand in the way of doing it again: a draft that was submitted is none.
    const known = forms && keyed && !verb.tellsAgain ? await forms.known(client, keyed) : done();
    if (!known.ok) return known;
    const outside = await on.load(client, ...key);
    if (!outside.ok) return outside;
    const allowed = on.permission(outside.value, ...key)(actor);
    if (!allowed.ok) return allowed;
    // A verb without a form has nothing to read, and its `form` can't be named.
    const read = verb.form ? readForm(verb.form, sent) : done(undefined as z.output<Schema>);
    if (!read.ok) return read;
    const form = read.value;
    const before = { key, found: outside.value, form, extra, resources, actor };
    const further = verb.permission?.(before)(actor) ?? done();
    if (!further.ok) return further;
    const browser = verb.shownAgainIn?.(before);
    const shown = browser ? await askForProof(resources, actor, browser) : done();
    if (!shown.ok) return shown;

    const attempt = async (): Promise<Outcome<Result> | Again> => {
      const prepared = await verb.prepare?.(before);
      if (prepared && !prepared.ok) return prepared;
      const work = async (opened: Opened): Promise<Outcome<Result> | Again> => {
        // Checked again inside: the target and the rights may have changed since. Audited
        // transactions run one after the other, so the result holds until the commit.
        const loaded = await loadActor(opened.tx, actor.userId, actor.reach);
        if (!loaded) return refuse("not-signed-in");
        const now = actor.token ? asProgram(loaded, actor.token) : loaded;
        const acts = !actor.token || (await actsByToken(opened.tx, actor.token, resources.clock()));
        if (!acts) return refuse("not-signed-in");
        const inside = await on.load(opened.tx, ...key);
        if (!inside.ok) return inside;
        const found = inside.value;
        const given = { key, found, form, extra };
        const still = on.permission(found, ...key)(now);
        if (!still.ok) return still;
        const stillFurther = verb.permission?.(given)(now) ?? done();
        if (!stillFurther.ok) return stillFurther;
        const claimed =
          forms && keyed && verb.tellsAgain?.(form) !== true
            ? await forms.claim(opened, keyed)
            : done();
        if (!claimed.ok) return claimed;
        const about = on.about(found, ...key);
        return verb.run({
          ...unitOf(opened, { about, actor: now }),
          ...given,
          actor: now,
          // Without `prepare` its type is undefined.
          prepared: prepared?.value as Prepared,
        });
      };
      const outcome = await transact(resources, work, actor);
      // Not where it failed: the commit may have come through.
      if (prepared && outcome !== AGAIN && !outcome.ok) await verb.undo?.(prepared.value, before);
      return outcome;
    };
    const outcome = await (verb.repeat ? verb.repeat(resources, key, attempt) : attempt());
    if (outcome === AGAIN) throw new Error("a verb that is never repeated asked for it");
    if (!outcome.ok) return outcome;
    if (actor.sent) actor.sent.isDone = true;
    // Without `answer` the result is the answer, as its type says.
    return verb.answer ? verb.answer(outcome.value, before) : (outcome as Outcome<never>);
  };
}

function argumentsOf<Key extends readonly unknown[], Extra extends readonly unknown[]>(
  verb: { readonly on: { readonly arity: number }; readonly form?: unknown },
  args: readonly unknown[],
) {
  const { arity } = verb.on;
  const next = verb.form ? arity + 1 : arity;
  return {
    // `Command` gives the arguments their types in this very order.
    key: args.slice(0, arity) as readonly unknown[] as Key,
    sent: args[arity],
    extra: args.slice(next) as readonly unknown[] as Extra,
  };
}
