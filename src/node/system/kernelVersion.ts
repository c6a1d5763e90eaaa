/** Whether a version of the kernel, as uname(2) has it ("6.8.0-31-generic"), is at least this one. */
export function isAtLeast(version: string, [least, leastMinor]: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number.parseFloat);
  return major > least || (major === least && minor >= leastMinor);
}
