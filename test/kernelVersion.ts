import { release } from 'node:os';

/** Linux 6.8 and later tell over netlink of sockets of TCP that are bound and do not listen. */
export const tellsBoundSockets = isAtLeast(6, 8);

/** From Linux 5.19 on listeners stand in the same order over netlink and in /proc/net, so that netstat asks. */
export const hasOrderOfFiles = isAtLeast(5, 19);

/** Linux 5.8 and later tell over netlink in which control group a socket was made; /proc has options of its own mount. */
export const hasGroupsOfSockets = isAtLeast(5, 8);

function isAtLeast(least: number, leastMinor: number): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number.parseFloat);
  return major > least || (major === least && minor >= leastMinor);
}
