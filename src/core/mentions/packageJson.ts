import { commandPorts } from './commandPorts';
import { endpointsIn } from './endpoints';
import { jsonScalars } from './jsonScalars';
import { type Format, movedBy, onLine } from './mention';

/** package.json: the commands in `scripts`, and local addresses in any text, such as `proxy`. */
export const packageJson: Format = {
  linesBefore: 200,
  linesAfter: 0,
  find: (lines, of) =>
    jsonScalars(lines, of).flatMap(({ text, line, start, frame, isKey }) => {
      if (isKey || !/[1-9]/.test(text)) return [];
      const hits = frame.key === 'scripts' ? commandPorts(text) : endpointsIn(text);
      return onLine(line, movedBy(start, hits));
    }),
};
