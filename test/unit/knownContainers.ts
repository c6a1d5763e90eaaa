import type { ContainerFacts } from '../../src/core/model/container';
import type { ProcessOwner } from '../../src/core/model/process';
import { process } from './snapshots';

/** Of 64 digits, all of them this one. */
export function containerId(digit: string): string {
  return digit.repeat(64);
}

/** Docker's container db, of postgres:16 and the project shop, whose port 5432 docker-proxy (700) has on 15432. */
export function dbContainer(facts: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    runtime: 'docker',
    id: containerId('a'),
    name: 'db',
    image: 'postgres:16',
    project: 'shop',
    service: 'db',
    networks: [{ name: 'shop_default', addresses: ['172.18.0.2'] }],
    ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 15_432, containerPort: 5432 }],
    pid: 4242,
    keepers: [700],
    engine: '/var/run/docker.sock',
    isHere: true,
    publishesOn: 'here',
    ...facts,
  };
}

/** The docker-proxy that has the port for it. */
export function dockerProxy(facts: Partial<ProcessOwner> = {}): ProcessOwner {
  return process({
    pid: 700,
    uid: 0,
    comm: 'docker-proxy',
    commandLine: ['/usr/bin/docker-proxy'],
    ...facts,
  });
}
