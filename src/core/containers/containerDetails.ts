import { type ContainerDetails, isContainerId } from '../model/container';
import { countOf, known, nameOf, objectOf, parseJson } from './engineJson';
import { boundPorts } from './enginePorts';

/** What `restart` is called where a container is not started again. */
const NO_RESTART = 'no';

/** What an engine answers to `GET /containers/ID/json`; nothing where it is no such answer. */
export function parseContainerDetails(text: string): ContainerDetails | undefined {
  const answer = objectOf(parseJson(text));
  const id = answer['Id'];
  if (typeof id !== 'string' || !isContainerId(id)) return undefined;
  const state = objectOf(answer['State']);
  const config = objectOf(answer['HostConfig']);
  const networkMode = nameOf(config['NetworkMode']);
  const restart = nameOf(objectOf(config['RestartPolicy'])['Name']);
  const networkOf = /^container:([0-9a-f]{64})$/.exec(networkMode ?? '')?.[1];
  return {
    id,
    isRunning: state['Running'] === true,
    autoRemove: config['AutoRemove'] === true,
    ...known({
      name: nameOf(answer['Name'])?.replace(/^\//, ''),
      image: nameOf(objectOf(answer['Config'])['Image']),
      pid: countOf(state['Pid']),
      startedAt: nameOf(state['StartedAt']),
      restartPolicy: restart === NO_RESTART ? undefined : restart,
      networkMode,
      networkOf,
      pod: nameOf(answer['Pod']),
    }),
    // Podman has those of the container whose network it uses.
    ports: networkOf === undefined ? boundPorts(objectOf(answer['NetworkSettings'])['Ports']) : [],
  };
}
