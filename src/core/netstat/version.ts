/** This program's version, as in package.json: a test holds them together. */
export const VERSION = '0.1.0';

/** What -V prints. */
export function versionText(): string {
  return [
    `Netstat for VS Code ${VERSION}`,
    'compatible with net-tools 2.10',
    'address families: unix inet inet6 ipx ax25 netrom x25 ddp rose econet ash',
    '',
  ].join('\n');
}
