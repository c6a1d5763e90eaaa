/** An interface, as far as it says where bytes are counted. */
export interface Link {
  readonly name: string;
  /** Whether it is a device of the machine, or what a hypervisor gives for one: none that is made by software. */
  readonly isDevice: boolean;
  /** What it is a part of, a bridge or a bond. */
  readonly master?: string;
}

/** What every network has, and of which nothing leaves. */
export const LOOPBACK = 'lo';

/**
 * Interfaces at which what comes to the machine and leaves it is counted once. What a container sends passes a veth, a bridge and the
 * device: the device alone counts. A device that is a part of another one, as a virtual function is of Hyper-V's, has its bytes
 * counted there. Where there is no device, as in a container, the default routes say what leads outside.
 * @param routed devices of default routes
 * @returns undefined where nothing tells: then all but loopback count
 */
export function uplinksOf(links: readonly Link[], routed: readonly string[]): readonly string[] | undefined {
  const devices = new Set(links.flatMap(({ name, isDevice }) => (isDevice ? name : [])));
  const isPart = ({ master = '' }: Link): boolean => devices.has(master);
  if (devices.size > 0) return links.flatMap((link) => (link.isDevice && !isPart(link) ? link.name : []));
  const outside = links.flatMap(({ name }) => (name !== LOOPBACK && routed.includes(name) ? name : []));
  return outside.length > 0 ? outside : undefined;
}
