import { commandPorts } from './commandPorts';
import { withoutComment } from './comments';
import { lineByLine, movedBy } from './mention';

/** Shell scripts: each line is a command line. */
export const shellFile = lineByLine((line) => commandPorts(withoutComment(line)));

/** Procfiles: a name and a command line. Format: https://devcenter.heroku.com/articles/procfile */
export const procfile = lineByLine((line) => {
  const name = /^\s{0,20}[\w-]{1,60}:/.exec(line)?.[0];
  return name === undefined ? [] : movedBy(name.length, commandPorts(line.slice(name.length)));
});
