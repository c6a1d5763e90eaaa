/** Skips the tests with a reason, said in the output; where CI is "true" nothing may be skipped. */
export function skipWithReason(context: Mocha.Context, reason: string | undefined): void {
  if (reason === undefined) return;
  if (process.env['CI'] === 'true') throw new Error(`Cannot run here: ${reason}.`);
  console.log(`skipped: ${reason}`);
  context.skip();
}
