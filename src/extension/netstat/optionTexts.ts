import { l10n } from 'vscode';
import type { OfferedCode, PlainCode } from '../../core/netstat/commandLine/offeredOptions';
import { FAMILY_LIST } from '../../core/netstat/families/families';

/** What an option does, in a few words. */
export function optionTexts(): Readonly<Record<OfferedCode, string>> {
  const plain: Readonly<Record<PlainCode, string>> = {
    t: l10n.t('TCP'),
    u: l10n.t('UDP'),
    l: l10n.t('only sockets that wait for others'),
    p: l10n.t('process id and program'),
    n: l10n.t('numbers instead of names'),
    a: l10n.t('all: listening sockets or not, interfaces up or down'),
    e: l10n.t('more columns'),
    c: l10n.t('again and again'),
    W: l10n.t('addresses in full'),
    o: l10n.t('timers'),
    r: l10n.t('routes'),
    i: l10n.t('network interfaces'),
    s: l10n.t('counters of the protocols'),
    g: l10n.t('multicast groups'),
    M: l10n.t('masqueraded connections'),
    4: l10n.t('IPv4'),
    6: l10n.t('IPv6'),
    x: l10n.t('UNIX domain sockets'),
    w: l10n.t('raw sockets'),
    S: l10n.t('SCTP'),
    U: l10n.t('UDP-Lite'),
    A: l10n.t('a list of address families'),
    N: l10n.t('numbers instead of names in routes'),
    C: l10n.t('the routing cache'),
    F: l10n.t('the routing table'),
    v: l10n.t('say what the kernel does not support'),
    Z: l10n.t('SELinux context'),
    'numeric-hosts': l10n.t('numbers instead of names of hosts'),
    'numeric-ports': l10n.t('numbers instead of names of ports'),
    'numeric-users': l10n.t('numbers instead of names of users'),
    json: l10n.t('as JSON, nothing cut'),
    csv: l10n.t('as comma-separated values, nothing cut'),
    likely: l10n.t('process id and program, or likely ones where they may not be seen'),
    namespace: l10n.t('another network namespace: a pid, a name in /run/netns, or a container'),
    history: l10n.t('what happened, as it was recorded'),
    sort: l10n.t('in the order of a column'),
    interval: l10n.t('seconds between two rounds'),
    prometheus: l10n.t('metrics for Prometheus'),
    h: l10n.t('help'),
    V: l10n.t('version'),
  };
  const families = Object.fromEntries(FAMILY_LIST.map(({ name, title }) => [name, title]));
  return { ...plain, ...families } as Readonly<Record<OfferedCode, string>>;
}
