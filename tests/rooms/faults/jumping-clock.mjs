// The clock of a machine that jumps: each SIGUSR2 moves the time of this process two hours, the first
// one ahead, the next one back.
const HOURS = 2 * 60 * 60 * 1000;
let shift = 0;
const now = Date.now.bind(Date);
class JumpingDate extends Date {
  constructor(...given) {
    if (given.length === 0) super(now() + shift);
    else super(...given);
  }
  static now() {
    return now() + shift;
  }
}
globalThis.Date = JumpingDate;
process.on("SIGUSR2", () => {
  shift = shift === HOURS ? -HOURS : HOURS;
});
