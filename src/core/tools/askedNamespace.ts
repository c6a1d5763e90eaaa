import { isContainerCalled } from '../containers/containerNames';
import type { ContainerFacts } from '../model/container';
import type { Engine } from '../model/engine';
import type { NamespaceFacts, OneNamespace } from '../model/namespace';
import type { Scope, Snapshot } from '../model/snapshot';
import { inNamespace } from '../query/namespaceRows';
import { listed } from '../text/listed';
import { ENGLISH } from '../text/localizer';
import { namedText, namespaceText, ownText } from '../text/namespaceText';
import { quotedInput } from './cap';
import { ToolError, type ToolInput } from './input';

/** Namespaces that an error names. */
const MOST_NAMED = 20;

/** Sockets of one network namespace. */
export interface Asked {
  readonly snapshot: Snapshot;
  /** Whether it is the machine's own. */
  readonly isOwn: boolean;
  /** Which one it is, as the answer says. */
  readonly said: object;
}

/** What answers say of the own one. */
const OWN = { networkNamespace: ownText(ENGLISH) };

/**
 * The sockets of the network namespace that a call names: the machine's own, unless it says another.
 * @throws {ToolError} where there is no such namespace, or it cannot be read
 */
export async function scanAsked(engine: Engine, scope: Scope, input: ToolInput): Promise<Asked> {
  const wanted = String(input['namespace'] ?? '').trim();
  if (wanted === '') return { snapshot: await engine.scan(scope, true), isOwn: true, said: OWN };
  const known = await engine.namespaces();
  const { containers = [] } = await engine.scan('listening', false);
  const shown = await choiceOf(wanted, known, containers, engine);
  const snapshot = await engine.scan(scope, true, scope, { shown });
  const { namespaces } = snapshot;
  const part = namespaces?.parts.find(({ namespace }) => namespace.key === namespaces.shown);
  if (part !== undefined) {
    const readAt = new Date(part.readAt).toISOString();
    const said = {
      networkNamespace: namespaceText(part.namespace, containers, ENGLISH),
      ...(part.isOld && { readAt }),
    };
    return { snapshot: inNamespace(snapshot, part), isOwn: false, said };
  }
  if (namespaces?.shown !== undefined && namespaces.shown === namespaces.own?.key) {
    return { snapshot, isOwn: true, said: OWN };
  }
  throw new ToolError(
    `The network namespace ${quotedInput(wanted)} cannot be read: it has ended, or nobody is seen in it whom this user may look at (root may).`,
  );
}

/** What a name means: a pid, a name in /run/netns, or a container's name, id or beginning of its id. */
async function choiceOf(
  wanted: string,
  known: readonly NamespaceFacts[],
  containers: readonly ContainerFacts[],
  engine: Engine,
): Promise<OneNamespace> {
  if (/^\d{1,7}$/.test(wanted)) {
    const process = (await engine.processes()).find(({ pid }) => String(pid) === wanted);
    if (process === undefined) throw unknown(wanted, known, containers);
    return { kind: 'process', pid: process.pid, startTime: process.startTime };
  }
  const here = containers.filter(({ isHere }) => isHere);
  const all: readonly Pick<ContainerFacts, 'id' | 'name'>[] = [
    ...here,
    ...known.flatMap((namespace) => namespace.containers),
  ];
  const ids = new Set(all.filter((each) => isContainerCalled(each, wanted)).map(({ id }) => id));
  const isName = known.some(({ names }) => names.includes(wanted));
  if (ids.size + (isName ? 1 : 0) > 1) {
    const meant = [...(isName ? [namedText(wanted, ENGLISH)] : []), ...ids];
    throw new ToolError(
      `${quotedInput(wanted)} is more than one network namespace: ${listed(meant)}. Name a container by its id, or any by a pid in it.`,
    );
  }
  const [id] = ids;
  if (id !== undefined) return { kind: 'container', id };
  if (isName) return { kind: 'name', name: wanted };
  throw unknown(wanted, known, containers);
}

function unknown(
  wanted: string,
  known: readonly NamespaceFacts[],
  containers: readonly ContainerFacts[],
): ToolError {
  const words = known.map((facts) => namespaceText(facts, containers, ENGLISH));
  const there = listed(words, { most: MOST_NAMED, longest: 1_500, between: '; ' });
  return new ToolError(
    `There is no network namespace ${quotedInput(wanted)}: it is a pid, a name in /run/netns, or the name or id of a container that runs. There are: ${there}.`,
  );
}
