/** Node gives away no descriptor but through the handle below its sockets. */
export function descriptorOf(owner: object): number {
  const handle = withoutWarning((): unknown => Reflect.get(owner, '_handle'));
  const descriptor: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  if (typeof descriptor !== 'number' || descriptor < 0)
    throw new Error('This Node gives no descriptors of sockets.');
  return descriptor;
}

/** Of datagram sockets it is deprecated (DEP0112), and there is nothing in its place. */
function withoutWarning<T>(action: () => T): T {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    return action();
  } finally {
    process.noDeprecation = before ?? false;
  }
}
