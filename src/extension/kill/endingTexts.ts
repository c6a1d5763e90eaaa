import { l10n } from 'vscode';
import type { SignalName } from '../../core/model/engine';
import type { Ending } from '../../core/kill/endings';
import { endsByDefault } from '../../core/kill/signals';

/** What happened to one process, as a sentence. */
export function textOfOne(name: string, ending: Ending, signal: SignalName): string {
  switch (ending.kind) {
    case 'terminated':
      return l10n.t('{0} has ended.', name);
    case 'killed':
      return l10n.t('{0} was killed by force.', name);
    case 'signalled':
      return endsByDefault(signal)
        ? l10n.t('{0} was sent {1} and still runs.', name, signal)
        : l10n.t('{0} was sent {1}.', name, signal);
    case 'survived':
      return l10n.t('{0} was told to end and still runs.', name);
    case 'unkillable':
      return l10n.t(
        '{0} still runs after SIGKILL: it waits for a device or a file system, and ends when that answers.',
        name,
      );
    case 'appeared':
      return l10n.t('{0} was started meanwhile; no signal was sent.', name);
    case 'ended':
      return l10n.t('{0} had ended by itself; no signal was sent.', name);
    case 'replaced':
      return l10n.t('{0} had ended, and another process has its number now; no signal was sent.', name);
    case 'released':
      return l10n.t(
        '{0} no longer holds the socket; no signal was sent. Refresh to see who does, if anybody.',
        name,
      );
    case 'detached':
      return l10n.t(
        '{0} no longer belongs to the process that it was to end with; no signal was sent.',
        name,
      );
    case 'refused':
      return l10n.t(
        '{0} runs this machine; no signal was sent. A port that systemd holds for a service is freed with "systemctl stop" and the name of its socket.',
        name,
      );
    case 'otherPidNamespace':
      return l10n.t(
        '{0} is known by a pid of another pid namespace, since /proc is not this window\u2019s own or does not tell; no signal was sent, for it could reach another process. End it outside of this sandbox or container.',
        name,
      );
    case 'denied':
      return l10n.t('{0} may not be signalled by this user; no signal was sent.', name);
    case 'failed':
      return l10n.t('{0} could not be signalled: {1}.', name, ending.message);
  }
}

/** What happened to several, as a sentence. */
export function textOfSeveral(names: string, ending: Ending, signal: SignalName): string {
  switch (ending.kind) {
    case 'terminated':
      return l10n.t('These have ended: {0}.', names);
    case 'killed':
      return l10n.t('These were killed by force: {0}.', names);
    case 'signalled':
      return endsByDefault(signal)
        ? l10n.t('These were sent {0} and still run: {1}.', signal, names)
        : l10n.t('These were sent {0}: {1}.', signal, names);
    case 'survived':
      return l10n.t('These were told to end and still run: {0}.', names);
    case 'unkillable':
      return l10n.t(
        'These still run after SIGKILL, waiting for a device or a file system, and end when that answers: {0}.',
        names,
      );
    case 'appeared':
      return l10n.t('These were started meanwhile and got no signal: {0}.', names);
    case 'ended':
    case 'replaced':
      return l10n.t('These had ended by themselves and got no signal: {0}.', names);
    case 'released':
      return l10n.t('These no longer hold the sockets and got no signal: {0}.', names);
    case 'detached':
      return l10n.t('These no longer belong to the process that they were to end with: {0}.', names);
    case 'refused':
      return l10n.t('These run this machine and got no signal: {0}.', names);
    case 'otherPidNamespace':
      return l10n.t(
        'These are known by pids of another pid namespace, since /proc is not this window\u2019s own or does not tell, and got no signal, for it could reach other processes: {0}. End them outside of this sandbox or container.',
        names,
      );
    case 'denied':
      return l10n.t('These may not be signalled by this user: {0}.', names);
    case 'failed':
      return l10n.t('These could not be signalled ({0}): {1}.', ending.message, names);
  }
}
