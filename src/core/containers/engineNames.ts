/**
 * 127.0.0.11, where dockerd answers questions for names in each container of a network that a user made
 * (docs.docker.com/engine/network, DNS services).
 */
const DOCKERS_NAMES = 0x7f_00_00_0b;

/**
 * Whether an address is that of the name server which an engine has inside its containers: what is opened there is the engine's,
 * and no container's.
 * @param word the first of the four words of an address
 */
export function isEnginesNameServer(runtime: string, word: number | undefined): boolean {
  return runtime === 'docker' && word === DOCKERS_NAMES;
}
