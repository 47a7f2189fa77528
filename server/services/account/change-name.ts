import { changeNameForm } from "#app/domain/forms/account.ts";
import { done } from "#app/domain/refusal.ts";
import { command, theActor } from "#server/services/command.ts";

/** Changes how the actor's name is written; carets show it after reconnecting. */
export const changeName = command({
  on: theActor,
  form: changeNameForm,
  // The actor is read inside the transaction, so that the recorded former name is the replaced one.
  async run({ tx, actor: { userId, name: before }, form: { name }, record, afterCommit }) {
    if (before === name) return done();
    await tx.user.update({ where: { id: userId }, data: { name } });
    await record({ type: "person.renamed", details: { before, after: name } });
    afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return done();
  },
});
