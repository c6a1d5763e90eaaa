import { commandPorts } from './commandPorts';
import { endpointsIn } from './endpoints';
import { hostPart, isThisMachine } from './mentionedHosts';
import { jsonFormat, type JsonScalar } from './jsonScalars';
import type { PortHit } from './mention';
import { isPortName, isPortsName } from './portNames';
import { PORT, portsListed, portsMatched } from './portText';

const NUMBER = new RegExp(`^${PORT}$`, 'dg');
const HOST_KEYS = ['host', 'hostname', 'address', 'remotehost', 'server'] as const;

/**
 * VS Code's launch.json and tasks.json, and .NET's launchSettings.json: `port` of a configuration unless its `host` or `address` is another machine,
 * `url`, environment variables, commands and their arguments.
 */
export const editorJson = jsonFormat(20, settingHits);

/** The ports that a scalar names, by its key and by what stands beside it. */
export function settingHits(scalar: JsonScalar): PortHit[] {
  const { key, text, frame, isKey } = scalar;
  if (isKey || !/[1-9]/.test(text)) return [];
  if (key === undefined) return argumentHits(scalar);
  if (key === 'command' || key === 'program') return commandPorts(text);
  if (isPortsName(key)) return portsListed(text);
  if (!isPortName(key) && key !== 'debugServer') return endpointsIn(text);
  const host = HOST_KEYS.map((name) => frame.values?.get(name)).find((value) => value !== undefined);
  if (host !== undefined && !isThisMachine(host)) return [];
  return portsMatched(text, NUMBER).map((hit) => ({ ...hit, ...hostPart(host) }));
}

/** An element of `args`: `"--port=3000"`, or `"3000"` behind `"--port"`. */
function argumentHits(scalar: JsonScalar): PortHit[] {
  const option = scalar.previous ?? '';
  const isPort = option.startsWith('-') && isPortName(option);
  return isPort ? portsMatched(scalar.text, NUMBER) : commandPorts(scalar.text);
}
