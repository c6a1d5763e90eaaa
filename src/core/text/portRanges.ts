/** Whether a list as the kernel writes it ("8080,9148-9200") holds the port; see ip_local_reserved_ports in Documentation/networking/ip-sysctl.rst. */
export function rangesHold(list: string, port: number): boolean {
  return list
    .trim()
    .split(',')
    .some((range) => {
      const [first = '', last = first] = range.split('-');
      return first !== '' && port >= Number(first) && port <= Number(last);
    });
}
