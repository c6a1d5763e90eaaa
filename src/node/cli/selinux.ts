import type { Environment } from '../../core/netstat/context/environment';

/** Whether SELinux is enabled, by libselinux' rule: its file system is mounted, and it is configured. */
export function hasSelinux(environment: Pick<Environment, 'readFile' | 'fileKind'>): boolean {
  const mounts = environment.readFile('/proc/mounts');
  const isMounted = mounts.ok && / selinuxfs /.test(Buffer.from(mounts.bytes).toString('latin1'));
  return isMounted && environment.fileKind('/etc/selinux/config') === 'file';
}
