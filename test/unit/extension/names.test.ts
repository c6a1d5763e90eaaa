import assert from 'node:assert/strict';
import { Names } from '../../../src/extension/names';
import type { NameMode } from '../../../src/extension/settings';

/** Names of hosts that are answered when the test says so. */
class Scene {
  mode: NameMode = 'hosts';
  changes = 0;
  readonly asked: (readonly string[])[] = [];
  readonly names = new Names(
    (addresses) => {
      this.asked.push(addresses);
      return new Promise((resolve, reject) => this.#answers.push({ resolve, reject }));
    },
    () => this.mode,
  );
  readonly #answers: { resolve: (names: (string | undefined)[]) => void; reject: (error: Error) => void }[] =
    [];

  constructor() {
    this.names.onDidChange(() => this.changes++);
  }

  async answer(...names: (string | undefined)[]): Promise<void> {
    await settled();
    this.#answers.shift()?.resolve(names);
    await settled();
  }

  async fail(): Promise<void> {
    await settled();
    this.#answers.shift()?.reject(new Error('gone'));
    await settled();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('names of hosts in rows', () => {
  it('are asked for together, once, and come with a change', async () => {
    const scene = new Scene();
    const { names, asked } = scene;
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1'])
      assert.equal(names.host(address), undefined);
    await scene.answer('www.example.org', undefined);
    assert.deepEqual(asked, [['192.0.2.1', '192.0.2.2']]);
    assert.equal(scene.changes, 1);
    assert.equal(names.host('192.0.2.1'), 'www.example.org');
    assert.equal(names.host('192.0.2.2'), undefined);
    await settled();
    assert.equal(asked.length, 1, 'known, and known to have none');
  });

  it('are asked for in parts, so that rows get theirs as answers come', async () => {
    const scene = new Scene();
    for (let i = 0; i < 120; i++) scene.names.host(`10.0.0.${i}`);
    for (let part = 1; part <= 3; part++) {
      await scene.answer('a.example.org');
      assert.equal(scene.changes, part);
    }
    assert.deepEqual(
      scene.asked.map(({ length }) => length),
      [50, 50, 20],
    );
  });

  it('are nobody’s business while rows show numbers or services', async () => {
    const scene = new Scene();
    for (const mode of ['numbers', 'services'] as const) {
      scene.mode = mode;
      assert.equal(scene.names.host('192.0.2.1'), undefined);
    }
    await settled();
    assert.deepEqual(scene.asked, []);
  });

  it('are none where nobody can be asked', async () => {
    const scene = new Scene();
    scene.names.host('192.0.2.1');
    await scene.fail();
    assert.equal(scene.names.host('192.0.2.1'), undefined);
    scene.names.host('192.0.2.2');
    await scene.answer('b.example.org');
    assert.equal(scene.names.host('192.0.2.2'), 'b.example.org');
  });

  it('are cleaned: whoever runs the name server picks them', async () => {
    const scene = new Scene();
    scene.names.host('192.0.2.1');
    await scene.answer(`evil\n\u202e${'x'.repeat(500)}`);
    const name = scene.names.host('192.0.2.1') ?? '';
    assert.match(name, /^evil <U\+202E>x+…$/);
    assert.equal(name.length, 100);
  });
});

describe('names of services in rows', () => {
  const IANA: Readonly<Record<string, { readonly name: string; readonly description?: string }>> = {
    '22/tcp': { name: 'ssh', description: 'The Secure Shell Protocol' },
    '53/udp': { name: 'domain' },
    '1524/tcp': { name: 'ingreslock' },
    '3000/tcp': { name: 'remoteware-cl' },
    '3001/tcp': { name: 'origo-native' },
    '5432/tcp': { name: 'postgresql', description: 'PostgreSQL Database' },
    '8080/tcp': { name: 'http-alt' },
    '9200/tcp': { name: 'wap-wsp' },
  };

  function namesOf(mode: NameMode = 'services'): Names {
    const names = new Names(
      () => Promise.resolve([]),
      () => mode,
    );
    names.set({ nameOf: (port, transport) => IANA[`${port}/${transport}`] });
    return names;
  }

  it('are IANA’s of system ports, and above them those that somebody uses', () => {
    const names = namesOf();
    assert.equal(names.shownService(22, 'tcp')?.description, 'The Secure Shell Protocol');
    assert.equal(names.shownService(53, 'udplite')?.name, 'domain');
    assert.deepEqual(names.shownService(5432, 'tcp'), IANA['5432/tcp']);
    assert.deepEqual(names.shownService(9200, 'tcp'), { name: 'elasticsearch' });
    for (const port of [1524, 3000, 3001, 8080]) assert.equal(names.shownService(port, 'tcp'), undefined);
  });

  it('are there in full for who looks for one by its name', () => {
    const names = namesOf();
    assert.equal(names.service(3000, 'tcp')?.name, 'remoteware-cl');
    assert.equal(names.service(9200, 'tcp')?.name, 'wap-wsp');
  });

  it('are none while rows show numbers', () => {
    const names = namesOf('numbers');
    assert.equal(names.shownService(5432, 'tcp'), undefined);
    assert.equal(names.shownService(22, 'tcp'), undefined);
  });
});
