/** Too much waits already, of this requester or in total. */
export class TooMuchWaits extends Error {
  override readonly name = "TooMuchWaits";
  constructor() {
    super("too much waits");
  }
}
