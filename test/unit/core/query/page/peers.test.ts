import assert from 'node:assert/strict';
import type { NamespaceFacts } from '../../../../../src/core/model/namespace';
import { Peers } from '../../../../../src/core/query/page/peers';
import { type MadeSocket, process, snapshot } from '../../../snapshots';
import { namespace, OWN } from './otherNamespaces';

/** A socket between two ends, of a process of that pid. */
function end(local: string, remote: string, pid = 42): MadeSocket {
  const at = (text: string): [string, number] => {
    const [address = '', port = ''] = text.split('/');
    return [address, Number(port)];
  };
  return { local: at(local), remote: at(remote), state: 1, pids: [pid] };
}

const PROCESSES = [process({ pid: 42 }), process({ pid: 43 })];

/** Of the first row of each place the place of its other end: the own one comes first. */
function found(...places: readonly (readonly MadeSocket[])[]): (number | undefined)[] {
  const peers = new Peers(
    places.map((sockets, i) => ({
      snapshot: snapshot(sockets, PROCESSES),
      namespace: i === 0 ? OWN : namespace(i),
    })),
  );
  return places.map((_, place) => peers.find(place, 0)?.place);
}

describe('the other end of a connection', () => {
  const near = end('172.17.0.1/40001', '172.17.0.2/5432');
  const far = end('172.17.0.2/5432', '172.17.0.1/40001', 43);

  it('is found in the same namespace', () => {
    assert.deepEqual(found([near, far]), [0]);
    assert.deepEqual(found([end('127.0.0.1/1', '127.0.0.1/2'), end('127.0.0.1/2', '127.0.0.1/1')]), [0]);
  });

  it('is found in another, from both sides, and says whose it is', () => {
    assert.deepEqual(found([near], [far]), [1, 0]);
    const there = namespace(1);
    const peers = new Peers([
      { snapshot: snapshot([near], PROCESSES), namespace: OWN },
      { snapshot: snapshot([far], PROCESSES), namespace: there },
    ]);
    const told = (place: number): [number[] | undefined, NamespaceFacts | undefined] => {
      const peer = peers.of(place, 0);
      return [peer?.owners.map(({ pid }) => pid), peer?.namespace];
    };
    assert.deepEqual(told(0), [[43], there]);
    assert.deepEqual(told(1), [[42], OWN]);
  });

  it('is found between two others, and by either family', () => {
    assert.deepEqual(found([], [near], [far]), [undefined, 2, 1]);
    const mapped = { ...far, protocol: 'tcp6' as const, local: ['0:0:0:0:0:ffff:ac11:2', 5432] as const };
    const remote = ['0:0:0:0:0:ffff:ac11:1', 40_001] as const;
    assert.deepEqual(found([near], [{ ...mapped, remote }]), [1, 0]);
  });

  it('is not looked for elsewhere from a loopback address', () => {
    const client = end('127.0.0.1/1', '127.0.0.1/2');
    const server = end('127.0.0.1/2', '127.0.0.1/1');
    assert.deepEqual(found([client], [server]), [undefined, undefined]);
    assert.deepEqual(found([client, server], [server, client]), [0, 1]);
  });

  it('is nobody where two have such an end, or two have this one', () => {
    assert.deepEqual(found([near], [far], [far]), [undefined, undefined, undefined]);
    assert.deepEqual(found([far], [near], [near]), [undefined, undefined, undefined]);
    assert.deepEqual(
      found([], [near], [far], [near], [far]),
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('is the near one, whoever else has the same addresses', () => {
    assert.deepEqual(found([], [near, far], [near, far], [far]), [undefined, 1, 2, undefined]);
  });

  it('is the only one, however often its own table has it', () => {
    assert.deepEqual(found([near, near], [far, far], []), [1, 0, undefined]);
    assert.deepEqual(found([], [far, far], [near, near]), [undefined, 2, 1]);
  });

  it('is looked for in its own namespace first, where many have the same ends: none of the others is looked into', () => {
    const asked: number[] = [];
    const pair = [end('127.0.0.1/5432', '127.0.0.1/40000'), end('127.0.0.1/40000', '127.0.0.1/5432')];
    const places = Array.from({ length: 50 }, (_, place) => {
      const taken = snapshot(pair, PROCESSES);
      const { inet } = taken;
      const noted = {
        ...taken,
        get inet() {
          asked.push(place);
          return inet;
        },
      };
      return { snapshot: noted, namespace: place === 0 ? OWN : namespace(place) };
    });
    const peers = new Peers(places);
    peers.find(0, 0);
    for (const place of [0, 1, 30, 49]) {
      asked.length = 0;
      assert.deepEqual(
        [0, 1].map((row) => peers.find(place, row)),
        [
          { place, row: 1 },
          { place, row: 0 },
        ],
      );
      assert.deepEqual([...new Set(asked)], [place]);
    }
  });
});
