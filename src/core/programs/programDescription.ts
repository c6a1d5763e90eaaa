import { commands } from './commands';
import { compiled } from './compiled';
import { debuggerAt } from './debuggerPort';
import { editors } from './editors';
import { LONGEST_WHAT, type ProgramDescription, type ProgramFacts } from './facts';
import { forwarders } from './forwarders';
import { jvm } from './jvm';
import { launched } from './launched';
import { node } from './node';
import { otherRuntimes } from './otherRuntimes';
import { php } from './php';
import { postgres } from './postgres';
import { python } from './python';
import { ruby } from './ruby';
import { type Recogniser, seenOf } from './seen';
import { servers } from './servers';
import { containerPart, imageName, projectPart } from './words';

/** One recogniser a kind of programs; the first that finds something is believed. */
const RECOGNISERS: readonly Recogniser[] = [
  editors,
  postgres,
  forwarders,
  commands,
  node,
  python,
  ruby,
  php,
  jvm,
  compiled,
  otherRuntimes,
  servers,
  launched,
];

/**
 * What a person would call a process: "next dev" of the project "web". A command line is what the program claims: where the
 * executable is known and contradicts, nothing is said. Nothing is said of what is not recognised, either: then the
 * program's name stays. Takes time in proportion to the command lines.
 */
export function programDescription(facts: ProgramFacts): ProgramDescription | undefined {
  const container = containerText(facts);
  if (container === undefined) return recognised(facts);
  const { what } = recognised(facts) ?? {};
  return { what: container, inContainer: what === undefined ? {} : { what } };
}

/** `db (postgres:16)`, where the process is in a container that has a name. */
function containerText({ container }: ProgramFacts): string | undefined {
  const name = container && containerPart(container.name);
  if (name === undefined) return undefined;
  const whole = `${name} (${imageName(container?.image) ?? ''})`;
  return whole.endsWith('()') || whole.length > LONGEST_WHAT ? name : whole;
}

function recognised(facts: ProgramFacts): ProgramDescription | undefined {
  const { port, executable, uid } = facts;
  const seen = seenOf(facts);
  // Whose executable may not be read is another user's: the folder that it seems to run in is no evidence.
  const project = executable === undefined || uid === undefined ? undefined : projectPart(facts.project);
  const debug = port === undefined ? undefined : debuggerAt(seen, port);
  if (debug !== undefined) {
    return { what: debug.what, ...(project && { project }), ...(debug.isProbable && { isProbable: true }) };
  }
  for (const recognise of RECOGNISERS) {
    const found = recognise(seen);
    if (found === undefined) continue;
    const { what, isOfProject } = found;
    return { what: what.slice(0, LONGEST_WHAT), ...(isOfProject && project && { project }) };
  }
  return undefined;
}
