import { endsByDefault, signals } from '../../kill/signals';
import type { HistoryAction, HistoryGap, HistoryNotice, HistoryRefusal } from '../../model/history';
import { nameText } from '../../text/clean';
import type { Localizer } from '../../text/localizer';
import { endText } from './ends';
import { timeText } from './moments';
import { containerText, evidenceNote, ownersText, programText, withNotes } from './programs';
import type { StoryWords, Told } from './told';

/** What came of an action that did what it was for; others say what came of it. */
const DONE: readonly string[] = ['sent', 'stopped', 'closed'];

/** A connect to a port that nobody had. */
export function refusalEvent(entry: HistoryRefusal, { l10n }: StoryWords): Told {
  const { owners, count, at, port } = entry;
  const who = ownersText(owners, l10n);
  const end = endText(entry);
  const sentence =
    count === 1
      ? l10n.t('{0} was refused on {1}, which nobody had', who, end)
      : l10n.t('{0} was refused on {1}, which nobody had, {2} times', who, end, count);
  const line = withNotes(sentence, [evidenceNote(owners.evidence, l10n)], l10n);
  return { kind: 'refused', part: 'at', at, line, port, programs: owners.programs };
}

/** What somebody did with this product. */
export function actionEvent(entry: HistoryAction, words: StoryWords): Told {
  const { l10n } = words;
  const { deed, outcome, at } = entry;
  const done = actionText(entry, words);
  const line = DONE.includes(outcome) ? done : l10n.t('{0}: {1}', done, nameText(outcome));
  const port = deed.kind === 'closeConnection' ? { port: deed.local.port } : {};
  return {
    kind: 'action',
    part: 'at',
    at,
    line,
    ...port,
    programs: deed.kind === 'signal' ? [deed.program] : [],
  };
}

function actionText(action: HistoryAction, { l10n, window }: StoryWords): string {
  const { deed } = action;
  const from = actorText(action, window, l10n);
  switch (deed.kind) {
    case 'signal': {
      const who = programText(deed.program, l10n);
      const signal = nameText(deed.signal);
      const name = signals.flat().find((each) => each.name === deed.signal)?.name;
      const isEnd = name !== undefined && endsByDefault(name) && !name.startsWith('SIGUSR');
      return isEnd
        ? l10n.t('{0} was ended {1} ({2})', who, from, signal)
        : l10n.t('{0} was sent {1} {2}', who, signal, from);
    }
    case 'stopContainer':
      return l10n.t('the container {0} was stopped {1}', containerText(deed.container, deed.name), from);
    case 'closeConnection': {
      const [near, far] = [deed.local, deed.foreign].map((end) =>
        endText({ ...end, protocol: deed.protocol }),
      );
      return l10n.t('the connection {0} → {1} was closed {2}', near ?? '', far ?? '', from);
    }
  }
}

/** By whom, as a part of a sentence. Who asks from no window is not told of "this" one. */
function actorText(
  { by, pid }: Pick<HistoryAction, 'by' | 'pid'>,
  window: number | undefined,
  l10n: Localizer,
): string {
  if (by === 'agent') return l10n.t('by an agent');
  if (window === undefined) return l10n.t('from a window of VS Code');
  return pid === undefined || pid === window ? l10n.t('from this window') : l10n.t('from another window');
}

/** What the kernel said of interfaces, addresses and routes. */
export function noticeEvent(entry: HistoryNotice, { l10n }: StoryWords): Told {
  const { at, count } = entry;
  const told = noticeText(entry, l10n);
  const line = count === 1 ? told : l10n.t('{0}, and {1} notices like it', told, count - 1);
  return { kind: 'notice', part: 'at', at, line, programs: [] };
}

function noticeText(entry: HistoryNotice, l10n: Localizer): string {
  const { subject, change } = entry;
  const [device, address, gateway] = [entry.device, entry.address, entry.gateway].map((text) =>
    nameText(text ?? ''),
  );
  if (subject === 'interface') {
    return {
      added: () => l10n.t('the interface {0} was added', device ?? ''),
      removed: () => l10n.t('the interface {0} was removed', device ?? ''),
      up: () => l10n.t('the interface {0} came up', device ?? ''),
      down: () => l10n.t('the interface {0} went down', device ?? ''),
    }[change]();
  }
  const isNew = change === 'added' || change === 'up';
  if (subject === 'address') {
    return isNew
      ? l10n.t('{0} got the address {1}', device ?? '', address ?? '')
      : l10n.t('{0} lost the address {1}', device ?? '', address ?? '');
  }
  const way = gateway === '' ? (device ?? '') : l10n.t('{0} over {1}', gateway ?? '', device ?? '');
  return isNew
    ? l10n.t('a route to {0} was added: {1}', address ?? '', way)
    : l10n.t('a route to {0} was removed: {1}', address ?? '', way);
}

/** A time of which nobody knows all. */
export function gapEvent(entry: HistoryGap, words: StoryWords): Told {
  return {
    kind: 'gap',
    part: 'at',
    at: { after: entry.to, by: entry.to },
    line: gapText(entry, words),
    programs: [],
  };
}

/** "Nobody knows what happened between … and …: 120 messages of the kernel's were lost" */
export function gapText({ why, from, to, lost }: HistoryGap, { l10n, clock }: StoryWords): string {
  const [began, ended] = [timeText(from, clock), timeText(to, clock)];
  if (why === 'clock') return l10n.t('the clock was set from {0} to {1}', began, ended);
  if (why === 'unheard')
    return l10n.t('between {0} and {1} the kernel did not tell of connections that closed', began, ended);
  return l10n.t(
    'Nobody knows what happened between {0} and {1}: {2}',
    began,
    ended,
    reasonText(why, lost, l10n),
  );
}

function reasonText(
  why: Exclude<HistoryGap['why'], 'clock' | 'unheard'>,
  lost: number | undefined,
  l10n: Localizer,
): string {
  switch (why) {
    case 'lost':
      return lost === undefined
        ? l10n.t("messages of the kernel's were lost")
        : l10n.t("{0} messages of the kernel's were lost", lost);
    case 'slow':
      return l10n.t('looking at the machine took too long');
    case 'ended':
      return l10n.t('nobody recorded');
    case 'sleep':
      return l10n.t('the machine slept');
  }
}
