import { l10n } from 'vscode';
import type { KeyName } from '../../core/query/filter/filterKeys';

/** What a key asks for, in a few words. */
export function keyTexts(): Readonly<Record<KeyName, string>> {
  return {
    port: l10n.t('port of either end: 3000, 3000-3999 or 80,443'),
    localport: l10n.t('port of this end'),
    foreignport: l10n.t('port of the other end'),
    address: l10n.t('address of either end: 10.1.2.3, 10.1, 10.0.0.0/8, ::1 or localhost'),
    localaddress: l10n.t('address of this end'),
    foreignaddress: l10n.t('address of the other end'),
    state: l10n.t('state: listen, established, time_wait …'),
    proto: l10n.t('protocol: tcp, udp, tcp6, unix …'),
    process: l10n.t("part of a process' name, or of what it is: node, vite; known or likely"),
    unit: l10n.t("part of the name of a process' unit, known or likely: ssh.service"),
    container: l10n.t('part of the name, id, Compose service or pod of a container'),
    image: l10n.t("part of the name of a container's image: postgres"),
    project: l10n.t("part of the name of a program's project, or of a container's Compose project"),
    namespace: l10n.t(
      'network namespace: host for this one, else its name, a container in it or the pid of its first process',
    ),
    owner: l10n.t('what is known of the owner: proven, likely or unknown'),
    pid: l10n.t('process id'),
    user: l10n.t('name or number of a user'),
    mine: l10n.t("this window's: in its folders, or started in its terminals, tasks and debug sessions"),
    path: l10n.t('part of the path of a UNIX socket'),
    inode: l10n.t('inode of a socket'),
    since: l10n.t('in Recent Activity: since 10m ago, since 14:00, since 2026-11-27'),
    between: l10n.t('in Recent Activity: between 14:00-14:10, between 2h-1h ago'),
  };
}
