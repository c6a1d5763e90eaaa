/**
 * `watchEngine`: what it costs to ask an engine of 100 containers, and to listen to one that tells of 1,000 events a second, said
 * as JSON ({@link WatchedEngine}). The engine is a process of its own, so that its work does not count.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import { ContainersWatch } from '../../src/node/containers/containersWatch';
import { MachineContainers } from '../../src/node/containers/machineContainers';
import { socketSurroundings } from '../../src/node/containers/socketSurroundings';
import { FileReader } from '../../src/node/reader';
import { EngineServer, response } from '../unit/node/containers/engineServer';
import { cpuHere, median } from './measure';

const CONTAINERS = 100;
const LOOKS = 20;
const WARM_UPS = 3;
/** The storm: so many events in each piece, at so many milliseconds. */
const PIECE = 20;
const EVERY = 20;
const SECONDS = 10;
/** The last one must not fall out of the time that is measured. */
const SETTLING = 1_500;

export interface WatchedEngine {
  /** CPU milliseconds of a look, of /proc and the engine's answer. */
  readonly look: number;
  /** Of a second of the storm. */
  readonly storm: number;
  /** Lists that are asked for in a second of the storm. */
  readonly questions: number;
  /** MB of heap and buffers after the storm, more than before. */
  readonly memory: number;
}

/** The engine: says its socket to the parent, then how many lists it was asked for whenever that asks. */
async function serve(): Promise<void> {
  const server = new EngineServer();
  const list = response(JSON.stringify(Array.from({ length: CONTAINERS }, (_, i) => containerOf(i))));
  let lists = 0;
  server.answering = (connection, request) => {
    if (!request.startsWith('GET /events')) {
      lists++;
      return void connection.end(list);
    }
    connection.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const lines = Array.from({ length: PIECE }, (_, i) => `${eventOf(i)}\n`).join('');
    const storm = setInterval(() => connection.write(`${lines.length.toString(16)}\r\n${lines}\r\n`), EVERY);
    connection.on('close', () => clearInterval(storm));
  };
  await server.start();
  process.on('message', () => process.send?.(lists));
  process.on('disconnect', () => void server.remove().then(() => process.exit()));
  process.send?.(server.path);
}

/** About as long as Docker tells of a container of Compose. */
function containerOf(i: number): unknown {
  const label = (name: string): [string, string] => [`com.docker.compose.${name}`, `${name} `.repeat(5)];
  const names = ['project', 'service', 'config-hash', 'container-number', 'oneoff', 'version', 'image'];
  return {
    Id: idOf(i),
    Names: [`/shop-db-${i}`],
    Image: 'postgres:16',
    State: 'running',
    Ports: [{ IP: '0.0.0.0', PrivatePort: 5432, PublicPort: 10_000 + i, Type: 'tcp' }],
    Labels: Object.fromEntries(names.map(label)),
    NetworkSettings: { Networks: { shop_default: { IPAddress: `172.18.0.${2 + i}` } } },
  };
}

function eventOf(i: number): string {
  const Attributes = { image: 'postgres:16', name: `shop-db-${i}` };
  return JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: idOf(i), Attributes }, time: i });
}

function idOf(i: number): string {
  return i.toString(16).padStart(64, 'a');
}

async function main(): Promise<WatchedEngine> {
  const engine = fork(__filename, ['serve']);
  const [socket] = (await once(engine, 'message')) as [string];
  const machine = new MachineContainers({
    reader: new FileReader('/proc'),
    surroundings: socketSurroundings(),
    settings: () => ({ engines: [socket], startsPodman: false }),
    now: () => Date.now(),
  });
  const looks: number[] = [];
  for (let i = 0; i < LOOKS + WARM_UPS; i++) {
    const cost = await cpuHere(async () => {
      const { containers } = await machine.fresh();
      if (containers.length < CONTAINERS) throw new Error('The engine was not asked.');
    });
    if (i >= WARM_UPS) looks.push(cost);
  }
  const watch = new ContainersWatch(machine, () => undefined);
  await later(SETTLING);
  const [memoryBefore, before] = [memory(), await listsOf(engine)];
  const storm = await cpuHere(() => later(SECONDS * 1_000));
  const questions = (await listsOf(engine)) - before;
  const more = memory() - memoryBefore;
  watch.stop();
  engine.disconnect();
  return { look: median(looks), storm: storm / SECONDS, questions: questions / SECONDS, memory: more };
}

async function listsOf(engine: ChildProcess): Promise<number> {
  const answer = once(engine, 'message');
  engine.send('lists');
  return Number((await answer)[0]);
}

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

if (process.argv[2] === 'serve') void serve();
else void main().then((found) => console.log(JSON.stringify(found)));
