import type { PortContainer } from '../../../core/model/container';
import { namespaceText } from '../../namespaces/namespaceTexts';
import { type CancellationToken, l10n } from 'vscode';
import { containersOf } from '../../../core/containers/portContainer';
import type { Engine } from '../../../core/model/engine';
import type { Ancestor, ProcessOwner } from '../../../core/model/process';
import type { Snapshot } from '../../../core/model/snapshot';
import { insideOf } from '../../../core/ports/insidePorts';
import { isOwnPort, type ListeningPort } from '../../../core/ports/listeningPorts';
import type { NamespacePorts } from '../../../core/ports/namespacePorts';
import { endOf } from '../../../core/ports/portAddresses';
import { groupBy } from '../../../core/query/groupBy';
import { formatEndpoint } from '../../../core/text/address';
import { shorten } from '../../../core/text/clean';
import { formatCommandLine } from '../../../core/text/commandLine';
import { exposureName, listedNames, processName, programName, userName } from '../../describe';
import { membershipFields, unknownFields } from '../../likely/likelyFields';
import { containerFields, containerInFull, engineName } from '../../containers/containerTexts';
import { endpointName, transportName } from '../../../core/ports/endpointName';
import { identityFields } from '../../identify/identities';
import type { Names } from '../../names';
import { rootTexts, type WindowRoots } from '../../origins/windowRoots';
import { agoAndWhen, startedAt } from '../../started';
import { nameOf } from '../../portNames';
import { type Field, field, type Paragraph, restOf, type Tooltip, tooltipOf } from '../tooltip';

/** Beyond these a tooltip would not fit the screen; the rows below the port have the rest. */
const MOST_SOCKETS = 12;
export const MOST_OWNERS = 4;
const LONGEST_COMMAND_LINE = 600;

/** Where tooltips have from what they tell. */
export interface TooltipSources {
  readonly engine: Pick<Engine, 'ancestors'>;
  readonly names: Names;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of'>;
  /** The machine as it was read last. */
  readonly snapshot: () => Snapshot | undefined;
  /** The ports of the network namespaces that were read beside this machine's own. */
  readonly inside?: () => readonly NamespacePorts[];
}

/** What a tooltip is made of, beside the row. */
export interface TooltipFacts extends Pick<TooltipSources, 'names' | 'roots'> {
  readonly snapshot: Snapshot | undefined;
  /** The parents of each owner that is shown, by pid. */
  readonly ancestors: ReadonlyMap<number, readonly Ancestor[]>;
  /** A remark on the whole list, for its first row. */
  readonly note: string | undefined;
  readonly inside?: readonly NamespacePorts[] | undefined;
  /** Whether it is about a process itself, which is told of in full though it has the port for a container. */
  readonly isOfProcess?: boolean;
}

/** The owners that the tooltip tells of in full: who has the port for a container is named alone. */
export function shownOwners(
  { leader, owners, sockets }: ListeningPort,
  { isOfProcess = false }: Pick<TooltipFacts, 'isOfProcess'> = {},
): readonly ProcessOwner[] {
  const keepers = isOfProcess ? [] : keepersIn(sockets);
  const rest = owners.filter((owner) => owner !== leader);
  return [...(leader ? [leader] : []), ...rest]
    .filter((owner) => !keepers.includes(owner))
    .slice(0, MOST_OWNERS);
}

/** Who has sockets for containers, each once. */
function keepersIn(sockets: ListeningPort['sockets']): ProcessOwner[] {
  const kept = sockets.filter(({ container }) => container !== undefined && container.by !== 'itself');
  return [...new Set(kept.flatMap(({ owners }) => owners))];
}

/** A tooltip that tells the parents of these owners too, as far as they are known before it is given up. */
export async function resolvedTooltip(
  owners: readonly ProcessOwner[],
  { engine, names, roots, snapshot, inside }: TooltipSources,
  token: CancellationToken | undefined,
  make: (facts: TooltipFacts) => Tooltip,
): Promise<Tooltip> {
  const ancestors = new Map<number, readonly Ancestor[]>();
  for (const { pid } of owners) {
    if (token?.isCancellationRequested === true) break;
    ancestors.set(pid, await engine.ancestors(pid).catch(() => []));
  }
  return make({ snapshot: snapshot(), names, roots, ancestors, note: undefined, inside: inside?.() });
}

/** What is known of a row: at most five facts that matter, and the rest behind a line. */
export function rowTooltip(port: ListeningPort, facts: TooltipFacts): Tooltip {
  const title = `${port.port} ${transportName(port.transport)} · ${nameOf(port, facts.snapshot).whole}`;
  const keepers = facts.isOfProcess === true ? [] : keepersIn(port.sockets);
  const owners = shownOwners(port, facts);
  const told = facts.isOfProcess === true ? undefined : owners[0];
  const others = owners.filter((owner) => owner !== told);
  return [
    ...tooltipOf(title, [...placeFields(port, facts), ...whoFields(port, told, facts)]),
    ...restOf([
      ...identityParagraph(port),
      { fields: socketsFields(port, facts) },
      ...containersOf(port)
        .slice(0, MOST_OWNERS)
        .map((container) => ({ fields: containerFields(container) })),
      ...(told === undefined ? [] : [moreOf(told, facts)]),
      ...ownerParagraphs(others, port.owners.length - keepers.length - (told === undefined ? 0 : 1), facts),
      ...behindParagraph(port, facts),
      ...(facts.note === undefined ? [] : [{ fields: [field('', facts.note)] }]),
    ]),
  ];
}

/** Who can reach it, or the network that it is in; where nobody listens, who publishes it. */
function placeFields(port: ListeningPort, { snapshot }: TooltipFacts): Field[] {
  const { namespace, rules = [] } = port;
  if (namespace !== undefined)
    return [field(l10n.t('Network namespace'), namespaceText(namespace, snapshot?.containers))];
  return [
    ...(isOwnPort(port) ? [field('', exposureName(port.exposure))] : []),
    ...rules.map((rule) => ruleField(port, rule)),
  ];
}

/** Who has it: the container, the process with what it runs, where and since when, or who likely is it and why. */
function whoFields(port: ListeningPort, owner: ProcessOwner | undefined, facts: TooltipFacts): Field[] {
  const [container] = containersOf(port);
  if (container !== undefined && port.namespace === undefined) return [field('', containerInFull(container))];
  if (owner === undefined) {
    return saidOnce(port.sockets.flatMap((listener) => unknownFields(listener, facts.snapshot)));
  }
  const { command, folder, began, origin } = ownerParts(owner, facts);
  return cut([
    field(
      l10n.t('Process'),
      l10n.t('{0}, user {1}', processName(owner), userName(facts.snapshot, owner.uid)),
    ),
    ...command,
    ...folder,
    ...joined(began, origin),
  ]);
}

/** When it was started and in what, in one line. */
function joined([began]: readonly Field[], [origin]: readonly Field[]): Field[] {
  if (began === undefined || origin === undefined)
    return [began ?? origin].filter((each) => each !== undefined);
  return [[began[0], l10n.t('{0}, in {1}', began[1], origin[1])]];
}

/** What is known of the first owner beside that. */
function moreOf(owner: ProcessOwner, facts: TooltipFacts): Paragraph {
  const { pidNote, membership } = ownerParts(owner, facts);
  return { fields: cut([...pidNote, ...membership, ...startedBy(owner, facts)]) };
}

/** The sockets, one by one, and what the port is registered for. */
function socketsFields(port: ListeningPort, facts: TooltipFacts): Field[] {
  const service = facts.names.service(port.port, port.transport);
  const moreSockets = port.sockets.length - MOST_SOCKETS;
  const isUnknownTold = containersOf(port).length === 0 && port.leader === undefined;
  return [
    ...(service === undefined
      ? []
      : [field(l10n.t('Service'), [service.name, service.description].filter(Boolean).join(', '))]),
    ...saidOnce(
      port.sockets
        .slice(0, MOST_SOCKETS)
        .flatMap((listener) => listenerFields(port, listener, facts, isUnknownTold)),
    ),
    ...(moreSockets > 0 ? [field('', l10n.t('{0} more sockets', moreSockets))] : []),
    ...(port.namespace === undefined ? [] : [elsewhereField()]),
  ];
}

/** What answers there, where somebody asked. */
function identityParagraph(port: ListeningPort): Paragraph[] {
  const fields = identityFields(port);
  return fields.length === 0 ? [] : [{ fields }];
}

/** Who serves the port of a container, and who has it for that: one line each, for the second are the engine's business. */
function behindParagraph(port: ListeningPort, { inside = [], isOfProcess }: TooltipFacts): Paragraph[] {
  if (isOfProcess === true) return [];
  const listeners = insideOf(port, inside).flatMap(({ listeners: all = [] }) => all);
  const fields = [
    ...listeners
      .slice(0, MOST_OWNERS)
      .flatMap(({ leader }) => (leader ? [field(l10n.t('Listens inside'), processName(leader))] : [])),
    ...[...groupBy(keepersIn(port.sockets), programName)].map(([name, [first, ...more]]) => {
      const pids = [first, ...more].map(({ pid }) => String(pid));
      return field('', l10n.t('{0} (pid {1}) has it for the container', name, listedNames(pids)));
    }),
  ];
  return fields.length === 0 ? [] : [{ fields }];
}

/** Why commands are missing that this machine's ports have. */
function elsewhereField(): Field {
  return field(
    '',
    l10n.t(
      'It is in another network namespace: a port of this number on this machine is another one. What frees, explains, watches or opens ports is about this machine’s own, and not offered here.',
    ),
  );
}

function ruleField({ port }: ListeningPort, { facts, published }: Required<PortContainer>): Field {
  const { words, isIPv6 } = endOf(published);
  const end = formatEndpoint(words, isIPv6, port);
  const engine = engineName(facts.runtime);
  return field(
    end,
    facts.isHere
      ? l10n.t('published by {0} with packet rules; nothing listens on the host', engine)
      : l10n.t(
          'on the host of {0}, which is another machine than this one: it cannot be acted on here',
          engine,
        ),
  );
}

/** Remarks that several sockets have stand below the last of them. */
function saidOnce(fields: readonly Field[]): Field[] {
  return fields.filter(
    ([name, text], at) =>
      name !== '' || !fields.slice(at + 1).some((later) => later[0] === '' && later[1] === text),
  );
}

function listenerFields(
  { transport }: ListeningPort,
  listener: ListeningPort['sockets'][number],
  facts: TooltipFacts,
  isUnknownTold: boolean,
): Field[] {
  const { socket } = listener;
  const user = userName(facts.snapshot, socket.uid);
  return [
    field(
      endpointName(transport, listener),
      l10n.t('{0}, inode {1}, user {2}', socket.protocol, socket.inode, user),
    ),
    ...queue(transport, socket),
    ...(isUnknownTold ? [] : unknownFields(listener, facts.snapshot)),
  ];
}

/** Who processes are, one by one. @param all how many there are, those that are not told of among them */
export function ownerParagraphs(
  owners: readonly ProcessOwner[],
  all: number,
  facts: TooltipFacts,
): Paragraph[] {
  const more = all - owners.length;
  return [
    ...owners.map((owner) => ownerParagraph(owner, facts)),
    ...(more > 0 ? [{ fields: [field('', l10n.t('{0} more processes', more))] }] : []),
  ];
}

function ownerParagraph(owner: ProcessOwner, facts: TooltipFacts): Paragraph {
  return {
    heading: processName(owner),
    fields: cut([...ownerFields(owner, facts), ...startedBy(owner, facts)]),
  };
}

function cut(fields: readonly Field[]): Field[] {
  return fields.map(([name, value]): Field => [name, shorten(value, LONGEST_COMMAND_LINE)]);
}

function startedBy({ pid }: ProcessOwner, { ancestors }: TooltipFacts): Field[] {
  const parents = (ancestors.get(pid) ?? []).map((parent) => `${programName(parent)} (${parent.pid})`);
  return parents.length > 0 ? [field(l10n.t('Started by'), parents.join(' ← '))] : [];
}

/** What is known of a process, beside its name and its parents. */
export function ownerFields(owner: ProcessOwner, facts: Pick<TooltipFacts, 'snapshot' | 'roots'>): Field[] {
  const { command, pidNote, folder, user, began, origin, membership } = ownerParts(owner, facts);
  return [...command, ...pidNote, ...folder, ...user, ...began, ...origin, ...membership];
}

/** The same part by part, of which each may be missing. */
function ownerParts(owner: ProcessOwner, { snapshot, roots }: Pick<TooltipFacts, 'snapshot' | 'roots'>) {
  const commandLine = formatCommandLine(owner.commandLine);
  const [origin] = rootTexts(roots.of(owner));
  const began = startedAt(snapshot, owner.startTime);
  const otherPids = l10n.t('that of another pid namespace: here the number may be another process');
  const isOwnPid = snapshot === undefined || snapshot.ownerScan.procPids === 'own';
  return {
    command: commandLine === '' ? [] : [field(l10n.t('Command'), commandLine)],
    pidNote: isOwnPid ? [] : [field(l10n.t('Pid'), otherPids)],
    folder: [field(l10n.t('Working directory'), owner.workingDirectory ?? l10n.t('may not be read'))],
    user: [field(l10n.t('User'), userName(snapshot, owner.uid))],
    began: began === undefined ? [] : [field(l10n.t('Started'), agoAndWhen(began))],
    origin: origin === undefined ? [] : [field(l10n.t('Started in'), origin)],
    membership: membershipFields(owner.membership ?? {}),
  } satisfies Record<string, readonly Field[]>;
}

function queue(transport: string, { rxQueue, drops }: { rxQueue: number; drops: number }): Field[] {
  if (transport === 'tcp') {
    return rxQueue > 0 ? [['', l10n.t('{0} connections wait to be accepted', rxQueue)]] : [];
  }
  return drops > 0 ? [['', l10n.t('{0} datagrams dropped', drops)]] : [];
}
