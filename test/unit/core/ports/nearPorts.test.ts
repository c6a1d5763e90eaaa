import assert from 'node:assert/strict';
import type { BindTrial, PortQuestion } from '../../../../src/core/model/portFacts';
import { firstFree, portsNear } from '../../../../src/core/ports/nearPorts';
import { container } from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { snapshot } from '../../snapshots';

const TCP: PortQuestion = { transport: 'tcp', port: 3000 };
const nowhereNamed = (): boolean => false;

describe('ports near one that is taken', () => {
  it('are those that nobody has as an end, in whatever state, the nearest first', () => {
    const machine = snapshot([
      { local: ['0.0.0.0', 3000] },
      { local: ['127.0.0.1', 3001] },
      { local: ['127.0.0.1', 3003], state: 6, remote: ['127.0.0.1', 5000] },
      { protocol: 'udp', local: ['127.0.0.1', 3002] },
    ]);
    assert.deepEqual(portsNear(TCP, machine, nowhereNamed).slice(0, 3), [3002, 3004, 3005]);
    assert.deepEqual(portsNear({ transport: 'udp', port: 3001 }, machine, nowhereNamed)[0], 3003);
  });

  it('are none that an engine publishes, though nothing listens on it', () => {
    const containers = [
      container({ ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 3001, containerPort: 80 }] }),
    ];
    assert.equal(portsNear(TCP, { ...snapshot([]), containers }, nowhereNamed)[0], 3002);
  });

  it('are none that is meant for something else, or that browsers refuse to open', () => {
    assert.equal(portsNear(TCP, snapshot([]), (port) => port < 3005)[0], 3005);
    assert.equal(portsNear({ ...TCP, port: 5999 }, snapshot([]), nowhereNamed)[0], 6001);
  });

  it('reach beyond those that need a privilege, and end with the last port that there is', () => {
    assert.deepEqual(portsNear({ ...TCP, port: 65_533 }, snapshot([]), nowhereNamed), [65_534, 65_535]);
    assert.ok(portsNear({ ...TCP, port: 80 }, snapshot([]), nowhereNamed).includes(1024));
    assert.deepEqual(portsNear({ ...TCP, port: 65_535 }, snapshot([]), nowhereNamed), []);
  });
});

describe('the first port nearby that is free', () => {
  const looked: number[] = [];
  const engine = (
    outcomes: Readonly<Record<number, BindTrial['outcome']>>,
  ): Parameters<typeof firstFree>[2] => ({
    portFacts: async (question) => {
      looked.push(question.port);
      const outcome = outcomes[question.port] ?? 'free';
      return portFacts(snapshot([]), { ...question, trials: [{ address: '0.0.0.0', outcome }] });
    },
  });
  beforeEach(() => looked.splice(0));

  it('can be bound now: tables may say so, and a bind fail', async () => {
    assert.equal(await firstFree('tcp', [3001, 3002, 3003], engine({ 3001: 'inUse' })), 3002);
    assert.deepEqual(looked, [3001, 3002]);
  });

  it('is looked for above those that need a privilege', async () => {
    assert.equal(await firstFree('tcp', [81, 82, 1024, 1025], engine({ 81: 'denied', 82: 'denied' })), 1024);
    assert.deepEqual(looked, [81, 1024]);
  });

  it('is none where the first few cannot be had', async () => {
    const busy = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [4000 + at, 'inUse' as const]));
    assert.equal(await firstFree('tcp', Object.keys(busy).map(Number), engine(busy)), undefined);
    assert.ok(looked.length < 10);
  });
});
