import type { ContainerFacts, Containers, NoAnswer } from '../model/container';
import type { PortQuestion } from '../model/portFacts';
import type { Kept } from '../ports/keptBy';
import { quotedName, quotedPath } from '../text/clean';
import { listedNames, type Localizer } from '../text/localizer';
import { shortContainer } from '../units/shownUnit';
import { publishersOf } from './publishers';
import type { StopChange } from './stopCheck';

/** `0123456789ab (“db”, “postgres:16”, “shop”)`: what nobody chose comes first. */
export function containerText(
  container: Pick<ContainerFacts, 'runtime' | 'id' | 'name' | 'image' | 'project'>,
): string {
  const { name, image, project } = container;
  const names = [name, image, project].filter((each) => each !== undefined).map(quotedName);
  const id = shortContainer(container);
  return names.length === 0 ? id : `${id} (${names.join(', ')})`;
}

/** Why a container whose stop was agreed to is not stopped, and what to do next. */
export function changeText({ container }: Kept, change: StopChange, l10n: Localizer): string {
  return l10n.t('Nothing was stopped: {0}', reasonText(containerText(container), change, l10n));
}

function reasonText(name: string, change: StopChange, l10n: Localizer): string {
  switch (change) {
    case 'unknown':
      return l10n.t('the engine of container {0} does not say any more what it is. Try again.', name);
    case 'ended':
      return l10n.t('container {0} has ended meanwhile. Look again who has the port.', name);
    case 'replaced':
      return l10n.t('the port is another container’s by now, not that of {0}. Look again.', name);
    case 'restarted':
      return l10n.t('container {0} was started anew meanwhile. Look again, and decide anew.', name);
    case 'elsewhere':
      return l10n.t(
        'the engine of container {0} runs in another pid namespace, or on another machine. Stop it there.',
        name,
      );
    case 'port':
      return l10n.t('container {0} does not certainly have the port any more. Look again who has it.', name);
  }
}

/** Why the engine of a container that is here is not asked to stop it, and what to do next. */
export function unaskedText({ engineIs }: Pick<ContainerFacts, 'engineIs'>, l10n: Localizer): string {
  switch (engineIs) {
    case 'down':
      return l10n.t(
        'Its engine does not run (there is no process dockerd): start it, then stop the container by a command.',
      );
    case 'otherPids':
      return l10n.t('Its engine runs in another pid namespace: stop it there.');
    default:
      return l10n.t('Its engine may not be asked to stop it: stop it by a command.');
  }
}

/** Why the engine of a container did not do what it was asked, and what to do next. */
export function noAnswerText(
  { engine = '' }: ContainerFacts,
  { outcome, detail = '' }: { readonly outcome: NoAnswer; readonly detail?: string },
  l10n: Localizer,
): string {
  const socket = quotedPath(engine);
  switch (outcome) {
    case 'denied':
      return l10n.t(
        'Its engine’s socket {0} may not be opened by you: become a member of its group, or stop the container by a command.',
        socket,
      );
    case 'absent':
      return l10n.t('Its engine cannot be asked any more at {0}. See whether it runs.', socket);
    case 'slow':
      return l10n.t('Its engine did not answer in time at {0}. Try again.', socket);
    case 'gone':
      return l10n.t('Its engine broke off before it answered: it may have been restarted.');
    case 'rubbish':
      return l10n.t('What its engine answered at {0} could not be understood.', socket);
    case 'refused':
      return l10n.t('Its engine refused: {0}. Stop the container by a command.', quotedName(detail));
    case 'cancelled':
      return l10n.t('It was cancelled.');
  }
}

/** A container that was stopped for its port. */
export interface Stopped {
  readonly container: ContainerFacts;
  readonly restartPolicy?: string;
  /** Whether its engine deletes it when it ends. */
  readonly autoRemove?: boolean;
}

/** That it was stopped, and deleted where it was to be. @param name what it is called, in as many words as there is room for */
export function stoppedText(
  { container, autoRemove }: Stopped,
  l10n: Localizer,
  name = containerText(container),
): string {
  return autoRemove === true
    ? l10n.t('Container {0} was stopped and deleted.', name)
    : l10n.t('Container {0} was stopped.', name);
}

/**
 * Says that a container has the port, whatever a bind says: packet rules go before listeners. Nothing where no engine
 * publishes it.
 * @param stopped what was stopped for it: that it has it again has its reason, and its engine has to have answered
 */
export function publishingText(
  question: PortQuestion,
  containers: Containers,
  l10n: Localizer,
  stopped?: Stopped,
): string | undefined {
  const publishing = publishersOf(question, containers.containers).map(({ facts }) => facts);
  if (stopped !== undefined && publishing.some(({ id }) => id === stopped.container.id))
    return startedAgainText(stopped, l10n);
  if (publishing.length > 0) {
    return l10n.t(
      'It is published all the same, by container {0}: stop that.',
      listedNames(publishing.map(containerText), l10n),
    );
  }
  const isAnswered = containers.engines.some(
    ({ socket, outcome }) => socket === stopped?.container.engine && outcome === 'ok',
  );
  return stopped === undefined || isAnswered
    ? undefined
    : l10n.t('Whether it is published still is not known: its engine did not say. Look again.');
}

function startedAgainText({ container, restartPolicy }: Stopped, l10n: Localizer): string {
  const name = containerText(container);
  return restartPolicy === undefined
    ? l10n.t('Container {0} was started again: end what starts it.', name)
    : l10n.t(
        'Container {0} was started again: see its restart policy ({1}), and what else starts it.',
        name,
        quotedName(restartPolicy),
      );
}
