/** Why an archive can't be brought in, as a sentence for whoever brought it. */
export class BringingRefused extends Error {}
