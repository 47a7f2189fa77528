/**
 * The header in which an answer says whose session it was given to, by their id; none for nobody's. A
 * browser has several windows, and in another one somebody else may have signed in. Also in
 * public/desk-worker.js.
 */
export const PERSON_HEADER = "Desk-Person";
