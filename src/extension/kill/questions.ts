import { l10n } from 'vscode';
import { groupBy } from '../../core/query/groupBy';
import { askedProcess } from '../../core/text/programName';
import { listedNames } from '../describe';
import { obstacleText } from '../ports/managerTexts';
import { described, unfitLines } from './described';
import type { KillPlan, Target } from '../../core/kill/plan';
import { usageText } from './signalTexts';

/** A notification or title names this many processes, and counts the others. */
const MOST_NAMES = 5;

/** So many that did not end are named below it, where the title counts. */
const MOST_SURVIVORS = 40;

/** Characters of a question's details: more is not read before an answer. */
const MOST_DETAIL = 1_700;

/** Characters of the processes' names in a warning, and of all warnings that others rely on something. */
const MOST_WARNED = 100;
const MOST_WARNINGS = 400;

/** A modal's text and the button that agrees. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
}

/** Asks whether to signal the processes, and names of each what there is to know. */
export function killQuestion(plan: KillPlan): Question {
  const { targets, unfit, purpose } = plan;
  const all = targets.flatMap((target) => [target, ...target.children]);
  const editors = all.filter(({ isEditor }) => isEditor);
  const warning = l10n.t(
    'WARNING: {0} belongs to VS Code itself. This window, or its connection to this machine, may stop working, and unsaved work may be lost.',
    warnedNames(editors),
  );
  const before = [
    ...(editors.length > 0 ? [warning] : []),
    ...obstacleWarnings(all.filter(({ isEditor }) => !isEditor)),
    ...(purpose.kind === 'signal' ? [usageText(purpose.signal)] : []),
  ];
  const after = [
    ...(purpose.kind === 'killWithChildren' && targets.every(({ children }) => children.length === 0)
      ? [l10n.t('There are no processes below it.')]
      : []),
    ...unfitLines(unfit),
  ];
  const room = MOST_DETAIL - [...before, ...after].join('\n\n').length;
  return {
    message: messageOf(plan),
    detail: [...before, describedTargets(plan, room), ...after].join('\n\n'),
    yes: yesOf(plan, editors.length > 0),
  };
}

/** As many as can be read, and the others by name. */
function describedTargets({ targets, snapshot }: KillPlan, room: number): string {
  const texts = targets.map((target) => described(target, snapshot, targets.length > 1, room));
  const andMore = (named: string, more: number): string =>
    `${named}\n\n${l10n.t('And {0}', namesOf(targets.slice(-more)))}`;
  return listedNames(texts, { most: targets.length, longest: room, between: '\n\n', andMore });
}

/** What others rely on is told of before anything else, the same thing once. */
function obstacleWarnings(targets: readonly Target[]): string[] {
  const groups = groupBy(targets, ({ process }) => obstacleText(process));
  const warnings = [...groups].flatMap(([text, group]) =>
    text === undefined ? [] : [l10n.t('WARNING: {0}. {1}', warnedNames(group), text)],
  );
  if (warnings.length === 0) return [];
  const andMore = (named: string): string =>
    `${named}\n\n${l10n.t('WARNING: Others rely on more of these processes.')}`;
  return [listedNames(warnings, { longest: MOST_WARNINGS, between: '\n\n', andMore })];
}

function warnedNames(targets: readonly Target[]): string {
  return namesOf(targets, MOST_WARNED);
}

/** Asks whether to end by force what did not end by itself. */
export function forceQuestion(survivors: readonly Target[], gracePeriod: number): Question {
  const names = survivors.map(({ process }) => askedProcess(process));
  return {
    message: l10n.t('{0} did not end within {1} s.', namesOf(survivors), gracePeriod / 1000),
    detail: [
      l10n.t('By force it ends at once, and cannot save anything before (SIGKILL).'),
      ...(names.length > MOST_NAMES
        ? [listedNames(names, { most: MOST_SURVIVORS, longest: MOST_DETAIL })]
        : []),
    ].join('\n\n'),
    yes: l10n.t('Kill by Force'),
  };
}

/** The processes by pid and name; many are counted. */
export function namesOf(targets: readonly Pick<Target, 'process'>[], longest?: number): string {
  return listedNames(
    targets.map(({ process }) => askedProcess(process)),
    { most: MOST_NAMES, ...(longest !== undefined && { longest }) },
  );
}

function messageOf({ targets, purpose }: KillPlan): string {
  const below = targets.reduce((sum, { children }) => sum + children.length, 0);
  if (purpose.kind === 'signal') {
    return targets.length === 1
      ? l10n.t('Send {0} to {1}?', purpose.signal, namesOf(targets))
      : l10n.t('Send {0} to {1} processes?', purpose.signal, targets.length);
  }
  if (below > 0) {
    return targets.length === 1
      ? l10n.t('Kill {0} and {1} below it?', namesOf(targets), below)
      : l10n.t('Kill {0} processes and {1} below them?', targets.length, below);
  }
  return targets.length === 1
    ? l10n.t('Kill {0}?', namesOf(targets))
    : l10n.t('Kill {0} processes?', targets.length);
}

function yesOf({ purpose, targets }: KillPlan, isEditor: boolean): string {
  if (purpose.kind === 'signal') {
    return isEditor
      ? l10n.t('Send {0} to VS Code\u2019s Process', purpose.signal)
      : l10n.t('Send {0}', purpose.signal);
  }
  if (isEditor) return l10n.t('Kill VS Code\u2019s Process');
  return targets.some(({ children }) => children.length > 0) ? l10n.t('Kill All') : l10n.t('Kill');
}
