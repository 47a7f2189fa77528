import type { NewJob } from "#server/jobs/index.ts";
import type { AppendedEvent } from "#server/services/audit/append.ts";

/** Of an event's details, those by which its letter finds the rest. */
const KEPT = ["linkId", "passkeyId", "left"] as const;

/** The letter that tells somebody what was done at their account (told.ts), in its transaction. */
export function tellOfAccount(event: AppendedEvent, at: Date): NewJob[] {
  const { type, actorId, organizationId = null, details, sequence } = event;
  // Where another acted, or nobody who is known, the line names the person.
  const userId = details["userId"] ?? actorId;
  const kept = KEPT.flatMap((name) =>
    details[name] === undefined ? [] : [[name, details[name]] as const],
  );
  return [
    {
      kind: "account.told",
      key: `account.told:${sequence}`,
      payload: {
        about: type,
        userId,
        organizationId,
        at: at.toISOString(),
        ...Object.fromEntries(kept),
      },
    },
  ];
}

/** The letters about a change of address: to the former one and to the new one. */
export function tellOfAddress(event: AppendedEvent, at: Date): NewJob[] {
  const { changeId = null } = event.details;
  return tellOfAccount(event, at).flatMap(({ kind, key, payload }) =>
    ["before", "after"].map((side) => ({
      kind,
      key: `${key}:${side}`,
      payload: { ...payload, changeId, side },
    })),
  );
}

/**
 * Has an organization's administrators told how its people come in from now on, or what may leave it
 * (administrators.ts).
 */
export function tellAdministrators(event: AppendedEvent): NewJob[] {
  const { organizationId = null, sequence } = event;
  if (organizationId === null) return [];
  return [
    {
      kind: "account.administrators",
      key: `account.administrators:${sequence}`,
      payload: { organizationId, sequence },
    },
  ];
}

/** The letter about wrong codes after a right password, once an hour. */
export function codesRefusedJob(userId: string, at: Date): NewJob {
  const hour = at.toISOString().slice(0, 13);
  return {
    kind: "account.told",
    key: `account.told:codes-refused:${userId}:${hour}`,
    payload: { about: "codes-refused", userId, at: at.toISOString() },
  };
}
