import { l10n } from 'vscode';
import { interfaceFlagNames } from '../../../core/netstat/interfaces/interfaceFlags';

/** What flags say, by the names that netstat prints. */
const WORDS: Readonly<Record<string, () => string>> = {
  UP: () => l10n.t('switched on'),
  BROADCAST: () => l10n.t('can broadcast'),
  DEBUG: () => l10n.t('its driver is being debugged'),
  LOOPBACK: () => l10n.t('leads back to this machine'),
  POINTOPOINT: () => l10n.t('has one other end'),
  NOTRAILERS: () => l10n.t('without trailers'),
  RUNNING: () => l10n.t('ready to send and receive'),
  NOARP: () => l10n.t('does not ask for hardware addresses'),
  PROMISC: () => l10n.t('receives packets for others too'),
  ALLMULTI: () => l10n.t('receives all multicast'),
  MASTER: () => l10n.t('made of several interfaces'),
  SLAVE: () => l10n.t('belongs to another interface'),
  MULTICAST: () => l10n.t('can multicast'),
  DYNAMIC: () => l10n.t('loses its addresses when it goes down'),
};

/** Each flag's name and what it says. */
export function flagLines(flags: number): (readonly [name: string, words: string])[] {
  return interfaceFlagNames(flags).map((name) => [name, WORDS[name]?.() ?? '']);
}
