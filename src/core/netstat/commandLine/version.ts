import { OTHER_PROTOCOLS } from '../../model/otherSocket';

/** This program's version, as in package.json: a test holds them together. */
export const VERSION = '0.1.0';

/** The program and its version. */
export function versionLine(): string {
  return `Netstat for VS Code ${VERSION}`;
}

/** What -V prints. */
export function versionText(): string {
  return [
    versionLine(),
    'compatible with net-tools 2.10',
    `address families: unix inet inet6 ${OTHER_PROTOCOLS.join(' ')} econet ash`,
    '',
  ].join('\n');
}
