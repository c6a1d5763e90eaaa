import { commandPorts } from './commandPorts';
import { settingHits } from './editorJson';
import { endpointsIn } from './endpoints';
import { jsonFormat, type JsonScalar } from './jsonScalars';
import { type Format, movedBy, type PortHit } from './mention';
import { PORT, PORT_OR_RANGE, portsMatched } from './portText';
import { publishedPort } from './publishedPorts';

const NUMBER = new RegExp(`^${PORT}$`, 'dg');
const NUMBER_OR_RANGE = new RegExp(`^${PORT_OR_RANGE}$`, 'dg');

/** Objects of `KEY: ATTRIBUTES` whose keys are ports, ranges of them, or expressions that processes are found by. */
const BY_PORT: ReadonlySet<string> = new Set(['portsAttributes', 'remote.portsAttributes']);

/** Commands that run within the container, beside the one that runs where the window is before there is one. */
const COMMAND_INSIDE = /^(?:onCreate|updateContent|postCreate|postStart|postAttach)Command$/;

/**
 * devcontainer.json. Ports that are forwarded have the same number on both sides. What is published (`appPort`,
 * `runArgs`) is a port of the machine that runs the container, and what its variables and commands name is one within.
 * Format: https://containers.dev/implementors/json_reference/
 * @param isInside whether this machine is the container, and not the one that runs it
 */
export function devcontainerJson(isInside: boolean): Format {
  return jsonFormat(20, (scalar) => hitsIn(scalar, isInside));
}

function hitsIn(scalar: JsonScalar, isInside: boolean): PortHit[] {
  const { key, text, frame, isKey, previous } = scalar;
  if (!/[1-9]/.test(text)) return [];
  if (isKey) return BY_PORT.has(frame.key ?? '') ? portsMatched(text, NUMBER_OR_RANGE) : [];
  // Objects of a command that has several, `{ "server": "npm start", "db": ["pg", "-p", "5432"] }`, have keys of their own.
  const name = key ?? frame.key ?? '';
  const within = [name, frame.key, frame.parent?.key];
  switch (name) {
    case 'forwardPorts':
      return [...portsMatched(text, NUMBER), ...endpointsIn(text)];
    case 'appPort':
      return [...portsMatched(text, NUMBER), ...(isInside ? [] : published(text, 0))];
    case 'runArgs':
      return isInside ? [] : publishedByArgument(text, previous);
    default:
      if (within.includes('initializeCommand')) return isInside ? [] : commandHits(scalar);
      if (within.some((each) => COMMAND_INSIDE.test(each ?? ''))) return isInside ? commandHits(scalar) : [];
      if (within.includes('containerEnv') || within.includes('remoteEnv'))
        return isInside ? settingHits(scalar) : [];
      return [];
  }
}

/** A command is one text, or a list of its words. */
function commandHits(scalar: JsonScalar): PortHit[] {
  return scalar.key === undefined ? settingHits(scalar) : commandPorts(scalar.text);
}

/** The value behind `-p` or `--publish`, or with it in one word. */
function publishedByArgument(text: string, previous: string | undefined): PortHit[] {
  if (previous === '-p' || previous === '--publish') return published(text, 0);
  const prefix = /^(?:--publish=|-p=?(?=[\d[$]))/.exec(text)?.[0];
  return prefix === undefined ? [] : published(text.slice(prefix.length), prefix.length);
}

function published(text: string, offset: number): PortHit[] {
  const hit = publishedPort(text);
  return hit === undefined ? [] : movedBy(offset, [hit]);
}
