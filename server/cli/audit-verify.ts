// `npm run audit:verify`: whether the record is the chain that was written.
import { CommandProblem, runCommand } from "./workspace";

await runCommand(async (system) => {
  const verdict = await system.verifyRecord();
  if (!verdict.intact) {
    throw new CommandProblem(`The record is broken at line ${verdict.sequence}. ${verdict.why}`);
  }
  const { sequence, hash } = verdict.head;
  console.log(
    sequence === 0
      ? "The record is empty."
      : `The record is whole: ${sequence} lines, the last with the hash ${hash}.`,
  );
});
