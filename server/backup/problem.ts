/** Why a backup was not made or not restored, in a sentence for whoever runs the server. */
export class BackupProblem extends Error {
  override readonly name = "BackupProblem";
}
