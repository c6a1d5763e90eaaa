import { commandPorts } from './commandPorts';
import { endpointsIn } from './endpoints';
import { jsonFormat } from './jsonScalars';

/** package.json: the commands in `scripts`, and local addresses in any text, such as `proxy`. */
export const packageJson = jsonFormat(0, ({ text, frame, isKey }) => {
  if (isKey || !/[1-9]/.test(text)) return [];
  return frame.key === 'scripts' ? commandPorts(text) : endpointsIn(text);
});
