import { commandPorts } from './commandPorts';
import { endpointsIn } from './endpoints';
import { hostPart, isThisMachine } from './hosts';
import { type JsonScalar, jsonScalars } from './jsonScalars';
import { type Format, movedBy, onLine, type PortHit } from './mention';
import { isPortName } from './names';
import { PORT, portsMatched } from './ports';

const NUMBER = new RegExp(`^${PORT}$`, 'dg');
const HOST_KEYS = ['host', 'hostname', 'address', 'remotehost', 'server'] as const;

/**
 * VS Code's launch.json and tasks.json: `port` of a configuration unless its `host` or `address` is another machine,
 * `url`, environment variables, commands and their arguments.
 */
export const editorJson: Format = {
  linesBefore: 200,
  linesAfter: 20,
  find: (lines) =>
    jsonScalars(lines).flatMap((scalar) => onLine(scalar.line, movedBy(scalar.start, hitsIn(scalar)))),
};

function hitsIn(scalar: JsonScalar): PortHit[] {
  const { key, text, frame } = scalar;
  if (key === undefined) return argumentHits(scalar);
  if (key === 'command' || key === 'program') return commandPorts(text);
  if (!isPortName(key) && key !== 'debugServer') return endpointsIn(text);
  const host = HOST_KEYS.map((name) => frame.values.get(name)).find((value) => value !== undefined);
  if (host !== undefined && !isThisMachine(host)) return [];
  return portsMatched(text, NUMBER).map((hit) => ({ ...hit, ...hostPart(host) }));
}

/** An element of `args`: `"--port=3000"`, or `"3000"` behind `"--port"`. */
function argumentHits(scalar: JsonScalar): PortHit[] {
  const option = scalar.previous?.text ?? '';
  const isPort = /^-{1,2}/.test(option) && isPortName(option.replace(/^-+/, ''));
  return isPort ? portsMatched(scalar.text, NUMBER) : commandPorts(scalar.text);
}
