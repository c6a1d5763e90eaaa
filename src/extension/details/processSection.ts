import { l10n } from 'vscode';
import type { ProcessOrigin } from '../../core/model/origin';
import type { ProcessOwner } from '../../core/model/process';
import { socketsOf } from '../../core/ports/processSockets';
import { descriptionText } from '../../core/programs/descriptionText';
import { formatCommandLine } from '../../core/text/commandLine';
import { processName, userName } from '../describe';
import { membershipFields } from '../likely/likelyFields';
import { type LinkTo, processTarget } from '../navigate/deeds';
import { rootTexts } from '../origins/windowRoots';
import { agoAndWhen, startedAt } from '../started';
import { field, type Paragraph } from '../views/tooltip';
import { originOf, type ParagraphFacts } from './detailParagraphs';
import { heldSockets } from './held';
import { fieldLines, type LinkedField, type Section } from './told';

/** What is told of a process, and of what started it. */
export function processParagraph(owner: ProcessOwner, facts: ParagraphFacts): Paragraph {
  return { heading: headingOf(owner), fields: processFields(owner, facts).map((each) => each.field) };
}

/** The same with links, with what may be done with it, and with all that it has open. */
export function processSection(owner: ProcessOwner, facts: ParagraphFacts): Section {
  const lines = fieldLines(processFields(owner, facts));
  if (originOf(owner, facts) === undefined) return { heading: headingOf(owner), lines };
  const held = socketsOf(facts.snapshot, owner.pid);
  return {
    heading: headingOf(owner),
    lenses: processLenses(asNow(owner, facts)),
    lines: [...lines, ...(held ? heldSockets(held, facts.snapshot) : [])],
  };
}

function headingOf(owner: ProcessOwner): string {
  return l10n.t('Process {0}', processName(owner));
}

function processFields(owner: ProcessOwner, facts: ParagraphFacts): LinkedField[] {
  const origin = originOf(owner, facts);
  if (origin === undefined) {
    const ended = field('', l10n.t('It has ended. What follows is what was seen last.'));
    return [{ field: ended }, ...identity(owner, undefined, facts)];
  }
  const now = { ...asNow(owner, facts), membership: origin.membership };
  return [...identity(now, origin, facts), ...chain(origin)];
}

function asNow(owner: ProcessOwner, { snapshot }: ParagraphFacts): ProcessOwner {
  return snapshot.processes.get(owner.pid) ?? owner;
}

/** What may be done with a process that runs. */
function processLenses(owner: ProcessOwner): LinkTo[] {
  const target = processTarget(owner);
  return [
    ...(isOfWindow(owner) ? [{ deed: 'terminal', target, title: l10n.t('Reveal Terminal') } as const] : []),
    ...(owner.workingDirectory === undefined
      ? []
      : [{ deed: 'folder', target, title: l10n.t('Open Folder') } as const]),
    { deed: 'sockets', target, title: l10n.t('Show All Its Sockets') },
    { deed: 'kill', target, title: l10n.t('Kill Process…') },
  ];
}

function isOfWindow({ windowRoots = [] }: ProcessOwner): boolean {
  return windowRoots.length > 0;
}

/** First what a person knows it by: name, command, folder, terminal, age; then the rest. */
function identity(
  owner: ProcessOwner,
  origin: ProcessOrigin | undefined,
  { snapshot, roots }: ParagraphFacts,
): LinkedField[] {
  const target = processTarget(owner);
  const lead = (deed: LinkTo['deed'], isThere: boolean): LinkTo | undefined =>
    isThere && origin !== undefined ? { deed, target, title: '' } : undefined;
  const description = origin?.description ?? owner.description;
  const commandLine = formatCommandLine(owner.commandLine);
  const [began] = rootTexts(roots.of(owner));
  const started = startedAt(snapshot, owner.startTime);
  return [
    ...(description === undefined
      ? []
      : [{ field: field(l10n.t('What it is'), descriptionText(description, l10n)) }]),
    ...(commandLine === '' ? [] : [{ field: field(l10n.t('Command'), commandLine) }]),
    {
      field: field(l10n.t('Working directory'), owner.workingDirectory ?? l10n.t('may not be read')),
      link: lead('folder', owner.workingDirectory !== undefined),
    },
    ...(began === undefined
      ? []
      : [{ field: field(l10n.t('Started in'), began), link: lead('terminal', isOfWindow(owner)) }]),
    ...(started === undefined ? [] : [{ field: field(l10n.t('Started'), agoAndWhen(started)) }]),
    ...(snapshot.ownerScan.procPids === 'own'
      ? []
      : [
          {
            field: field(
              l10n.t('Pid'),
              l10n.t('that of another pid namespace: here the number may be another process'),
            ),
          },
        ]),
    { field: field(l10n.t('User'), userName(snapshot, owner.uid)) },
    ...membershipFields(owner.membership ?? {}).map((each) => ({ field: each })),
  ];
}

/** One line a parent, nearest first, each of which leads to its own details. */
function chain({ ancestors }: ProcessOrigin): LinkedField[] {
  return ancestors.map((parent, at) => ({
    field: field(at === 0 ? l10n.t('Started by') : '←', processName(parent)),
    link: { deed: 'details', target: processTarget(parent), title: '' },
  }));
}
