import { l10n } from 'vscode';
import { containersOf } from '../core/containers/portContainer';
import { listedNames as listedIn } from '../core/text/localizer';
import type { NoOwnerReason } from '../core/model/process';
import type { Snapshot } from '../core/model/snapshot';
import type { Exposure, ListeningPort } from '../core/ports/listeningPorts';
import { addressEnds } from '../core/ports/portAddresses';
import type { Names } from './names';
import { formatAddress } from '../core/text/address';
import { userText as userName } from '../core/units/unitTexts';
import type { Listing } from '../core/text/listed';
import * as person from '../core/programs/personName';
import { type Named, processName as processIn, programName as programIn } from '../core/text/programName';
import { icons } from './catalog/icons';

/** The name of a process' program, cleaned and cut. */
export function programName(process: Named): string {
  return programIn(process, l10n);
}

/** `vite · shop`: what a person calls a process, whole; see core's `personName`. */
export function personName(process: person.Describable, port?: number): string {
  return person.personName(process, l10n, port);
}

/** The same in the room of a row. */
export function shortPersonName(process: person.Describable, port?: number): string {
  return person.shortPersonName(process, l10n, port);
}

/** `vite of shop`: the same within a sentence. */
export function personPhrase(process: person.Describable, port?: number): string {
  return person.personPhrase(process, l10n, port);
}

/** `vite of shop (pid 42)`: a process within a sentence, for who does not decide by it; questions have `askedProcess`. */
export function personProcess(process: person.Describable & { readonly pid: number }, port?: number): string {
  return l10n.t('{0} (pid {1})', personPhrase(process, port), process.pid);
}

/** `node (pid 42)`, cleaned. */
export function processName(process: Named & { readonly pid: number }): string {
  return processIn(process, l10n);
}

/** The names of several things of one kind, of which a question shows so many; see core's `listed`. */
export function listedNames(names: readonly string[], listing: Listing = {}): string {
  return listedIn(names, l10n, listing);
}

/** The addresses a port is served on, each once. */
export function addressesOf(port: ListeningPort): string[] {
  return [...new Set(addressEnds(port).map(({ words, isIPv6 }) => formatAddress(words, isIPv6)))];
}

/** The icon of a port: that of containers, else by who can reach it. */
export function portIcon(port: Pick<ListeningPort, 'exposure' | 'sockets' | 'rules'>): string {
  if (containersOf(port).length > 0) return icons.container;
  return port.exposure === 'loopback' ? icons.thisMachine : icons.network;
}

/** Who can reach it, as words. */
export function exposureName(exposure: Exposure): string {
  return exposure === 'loopback'
    ? l10n.t('reachable from this machine only')
    : l10n.t('reachable from the network');
}

export { userName };

/** The same as rows show it, which may show numbers alone. */
export function userLabel(
  uid: number,
  users: Pick<Snapshot, 'users'> | undefined,
  { mode }: Pick<Names, 'mode'>,
): string {
  return mode === 'numbers' ? l10n.t('uid {0}', uid) : userName(users, uid);
}

/** Why no owner is known: one reason is certain, several are possible. */
export function reasonsText(reasons: readonly NoOwnerReason[]): string {
  const [only, ...others] = reasons.map(reasonText);
  if (only === undefined) return '';
  if (others.length === 0) return l10n.t('Its owner is not known: {0}.', only);
  const last = others.pop() ?? '';
  return l10n.t('Its owner is not known: {0}, or {1}.', [only, ...others].join(', '), last);
}

function reasonText(reason: NoOwnerReason): string {
  switch (reason) {
    case 'denied':
      return l10n.t('this user may not look into some processes');
    case 'hidepid':
      return l10n.t('/proc hides the processes of other users (mount option hidepid)');
    case 'kernel':
      return l10n.t('the kernel itself holds it');
    case 'pidNamespace':
      return l10n.t('its process lives in another pid namespace, as those of containers do');
    case 'gone':
      return l10n.t('its process has ended or let go of it');
    case 'outsideGroups':
      return l10n.t('it was made outside this container\u2019s control groups');
    case 'madeUp':
      return l10n.t(
        'a program may have made the row up, since the kernel knows no such socket or another row has its inode',
      );
    case 'untold':
      return l10n.t('the kernel does not tell the owners of such sockets');
  }
}

/** What is to be known of pids where /proc may be another pid namespace's. */
export function otherPidsText(): string {
  return l10n.t(
    'Pids are those of another pid namespace, since /proc is not this window\u2019s own or does not tell: here the numbers may be other processes.',
  );
}
