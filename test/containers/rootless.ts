import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ground, whyNoEngines } from './ground';

/** An ordinary user: one that each machine has, and that runs nothing. */
export const USER = 'games';

/** Why Podman cannot be run by an ordinary user here; undefined where it can. */
export function whyNotRootless(): string | undefined {
  const missing = ['/etc/subuid', '/etc/subgid', '/dev/net/tun'].find((file) => !existsSync(file));
  return (
    whyNoEngines('podman', 'conmon', 'curl', 'slirp4netns', 'newuidmap', 'mknod') ??
    (missing && `there is no ${missing}`)
  );
}

/**
 * Gives {@link USER} what rootless Podman needs, in the mount namespace of the tests alone: subordinate ids, and a device that he
 * may use.
 * @returns what runs a program as that user
 */
export async function rootless(ground: Ground): Promise<() => readonly string[]> {
  const ranges = join(ground.folder, 'ranges');
  writeFileSync(ranges, `${USER}:200000:65536\n`);
  const device = join(ground.folder, 'tun');
  await ground.run(['mknod', '-m', '666', device, 'c', '10', '200']);
  for (const [from, to] of [
    [ranges, '/etc/subuid'],
    [ranges, '/etc/subgid'],
    [device, '/dev/net/tun'],
  ] as const) {
    await ground.run(['mount', '--bind', from, to]);
  }
  return () => ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
}
