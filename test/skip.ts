import Mocha from 'mocha';

/** Prints a line among mocha's own, in an extension host too, where the console is the workbench's. */
export function say(line: string): void {
  Mocha.reporters.Base.consoleLog(line);
}

/** Skips the tests with a reason, said in the output; where CI is "true" nothing may be skipped. */
export function skipWithReason(context: Mocha.Context, reason: string | undefined): void {
  if (reason === undefined) return;
  if (process.env['CI'] === 'true') throw new Error(`Cannot run here: ${reason}.`);
  say(`      skipped: ${reason}`);
  context.skip();
}
