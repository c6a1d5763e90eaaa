import { commandPorts } from './commandPorts';
import { withoutComment } from './comments';
import { lineByLine, movedBy } from './mention';
import { isPortName } from './portNames';
import { PORT, portsMatched } from './portText';

/** `PORT ?= 3000`, `export PORT := 3000`; of a target alone `run: PORT = 3000`. */
const ASSIGNMENT =
  /^ {0,20}(?:[\w./%-]{1,60}:\s{1,8})?(?:(?:export|override|private|define)\s{1,8}){0,3}(?<name>[\w.-]{1,60})\s{0,20}(?:\?|!|:{1,3})?=\s{0,20}(?<value>.*)$/s;
const NUMBER = new RegExp(String.raw`^["']?${PORT}["']?\s*$`, 'dg');

/**
 * Makefiles: variables, and recipes as command lines. Justfiles are near enough.
 * Format: https://www.gnu.org/software/make/manual/html_node/Setting.html
 */
export const makefile = lineByLine((line) => {
  const text = withoutComment(line);
  const match = ASSIGNMENT.exec(text);
  if (match === null) return commandPorts(text);
  const { name = '', value = '' } = match.groups ?? {};
  const hits = isPortName(name) ? portsMatched(value, NUMBER) : [];
  // What is no port may be a command line: DEV = vite --port 3000.
  return movedBy(text.length - value.length, hits.length > 0 ? hits : commandPorts(value));
});
