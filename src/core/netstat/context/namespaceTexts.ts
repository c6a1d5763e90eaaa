import { containerName } from '../../containers/containerNames';
import { noNamesText } from '../../containers/noNames';
import type { ContainerFacts, EngineStatus } from '../../model/container';
import { nameText } from '../../text/clean';
import { ENGLISH } from '../../text/localizer';
import { encodeByteText } from '../../text/utf8';
import { shortContainer } from '../../units/shownUnit';
import type { ByteText } from './environment';

/** Names and namespaces that are listed at most. */
const MOST = 20;

/** A network namespace by one of its processes. */
export interface NamespaceExample {
  readonly pid: number;
  /** What the process calls itself. */
  readonly comm: string;
  /** How many processes are in it. */
  readonly count: number;
  /** Whether it is the one that asks. */
  readonly isOwn: boolean;
}

/** What one may choose from. */
export interface NamespacesThere {
  /** Names in /run/netns. */
  readonly names: readonly string[];
  readonly containers: readonly ContainerFacts[];
  /** What came of asking their engines. */
  readonly engines: readonly EngineStatus[];
  readonly examples: readonly NamespaceExample[];
}

/** That there is no such network namespace, and which there are. */
export function unknownNamespace(
  wanted: string,
  { names, containers, engines, examples }: NamespacesThere,
): ByteText {
  const here = containers.filter(({ isHere }) => isHere);
  const unnamed = here.filter(({ name }) => name === undefined);
  const whyUnnamed = noNamesText({ containers: unnamed, engines }, ENGLISH);
  const lines = [
    `no network namespace "${nameText(wanted)}": no process in sight has this pid, nothing in /run/netns this name, and no container in sight this name or id.`,
    ...(whyUnnamed === '' ? [] : [whyUnnamed]),
    `In /run/netns: ${cut(names.map(nameText)).join(', ') || 'none'}`,
    ...list('Of containers', here.map(containerText)),
    ...list('Of processes', examples.map(exampleText)),
  ];
  return encodeByteText(lines.join('\n'));
}

/** That a name is that of several containers, and which. */
export function severalContainers(wanted: string, containers: readonly ContainerFacts[]): ByteText {
  const lines = [
    `${containers.length} containers are called "${nameText(wanted)}". Name one by its id:`,
    ...indented(containers.map(containerText)),
  ];
  return encodeByteText(lines.join('\n'));
}

/** That the engine of a container answers here, and has it elsewhere. */
export function distantContainer(wanted: string): ByteText {
  return encodeByteText(
    `the container "${nameText(wanted)}" does not run here but on the host of its engine: nothing of its network can be seen from here.`,
  );
}

function containerText(facts: ContainerFacts): string {
  const [id, name] = [shortContainer(facts), containerName(facts)];
  return `${id}${name === id ? '' : ` ${name}`} (${facts.runtime})`;
}

function list(what: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [`${what}: none`] : [`${what}:`, ...indented(texts)];
}

function indented(texts: readonly string[]): readonly string[] {
  return cut(texts).map((text) => `  ${text}`);
}

function exampleText({ pid, comm, count, isOwn }: NamespaceExample): string {
  const others = count > 1 ? ` and ${count - 1} more` : '';
  return `${pid} (${nameText(comm)})${others}${isOwn ? ': that of netstat itself' : ''}`;
}

function cut(texts: readonly string[]): readonly string[] {
  return texts.length <= MOST ? texts : [...texts.slice(0, MOST), `and ${texts.length - MOST} more`];
}

/** That a namespace has a name and cannot be looked into. */
export function closedNamespace(name: string, why: 'noCalls' | 'denied' | 'failed'): ByteText {
  const reason = {
    noCalls:
      'nobody is seen to be in it, and it cannot be entered without native code, which is off or not there for this machine',
    denied: 'no process in sight is known to be in it, and only root may enter it',
    failed: 'it is none that can be entered',
  }[why];
  return encodeByteText(`the network namespace "${nameText(name)}" cannot be read: ${reason}.`);
}

/** That a process has no network namespace any more. */
export function endedNamespace(pid: number): ByteText {
  return `process ${pid} has no network namespace: it has ended.`;
}

/** That what was read may be of another one, or missing. */
export function leftNamespace(pid: number): ByteText {
  return `process ${pid} has ended, or left its network namespace, while that was read.`;
}
