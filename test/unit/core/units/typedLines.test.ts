import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { typedLine } from '../../../../src/core/text/typedLine';
import {
  journalLine,
  proveLine,
  statusLine,
  stopLine,
  type StopRefusal,
  type TypedUnit,
  type Typist,
  whyNotStopped,
} from '../../../../src/core/units/typedLines';
import { isUnitName } from '../../../../src/core/units/unitName';
import { locate, whyMissing } from '../../../host/programs';
import { skipWithReason } from '../../../skip';

const ME: Typist = { uid: 1000 };
const system = (unit: string, service?: string): TypedUnit => ({
  unit,
  unitOf: 'system',
  ...(service !== undefined && { service }),
});
const users = (unit: string, uid: number): TypedUnit => ({ unit, unitOf: 'user', uid });

describe('lines that are typed for a unit', () => {
  it('stop it, and before it what starts it again', () => {
    const web = system('web.service');
    assert.equal(stopLine(web, ME), "sudo systemctl stop -- 'web.service'");
    assert.equal(stopLine(web, ME, ['web.socket']), "sudo systemctl stop -- 'web.socket' 'web.service'");
    assert.equal(
      stopLine(system('cups.socket', 'cups.service'), ME),
      "sudo systemctl stop -- 'cups.socket' 'cups.service'",
    );
    assert.equal(stopLine(system('git.socket', 'git@.service'), ME), "sudo systemctl stop -- 'git.socket'");
    assert.equal(stopLine(users('web.service', 1000), ME), "systemctl --user stop -- 'web.service'");
    assert.equal(stopLine(system('my\\x2dapp.service'), ME), "sudo systemctl stop -- 'my\\x2dapp.service'");
  });

  it('show it, and what it writes', () => {
    assert.equal(statusLine(system('ssh.service'), ME), "systemctl status -- 'ssh.service'");
    assert.equal(journalLine(system('ssh.service'), ME), "journalctl -u 'ssh.service' -f");
    assert.equal(statusLine(users('a.service', 1000), ME), "systemctl --user status -- 'a.service'");
    assert.equal(journalLine(users('a.service', 1000), ME), "journalctl --user-unit 'a.service' -f");
    assert.equal(statusLine(system('session-3.scope'), ME), "systemctl status -- 'session-3.scope'");
    for (const unit of [
      users('a.service', 1001),
      { unit: 'a.service', unitOf: 'container' },
      { unitOf: 'container' },
      system('-a.service'),
    ] as const) {
      assert.deepEqual([statusLine(unit, ME), journalLine(unit, ME)], [undefined, undefined]);
    }
  });

  it('have ss tell who holds a port, or a connection', () => {
    assert.equal(proveLine(5432), "sudo ss -Hltunp 'sport = :5432'");
    assert.equal(proveLine(5432, 50478), "sudo ss -Htunp 'sport = :5432 and dport = :50478'");
  });
});

describe('a unit that is not to be stopped', () => {
  const own: Typist = { uid: 1000, membership: { unit: 'ide.service' } };
  const ownUsers: Typist = { uid: 1000, membership: { unit: 'ide.service', isUserUnit: true } };
  const rows: readonly (readonly [TypedUnit, StopRefusal | undefined, Typist?, (readonly string[])?])[] = [
    [system('web.service'), undefined],
    [{ unit: 'web.service', unitOf: 'container' }, 'container'],
    [{ unitOf: 'container' }, 'container'],
    [system('we b.service'), 'name'],
    [system('-web.service'), 'name'],
    [system('web.service'), 'name', ME, ["a'.socket"]],
    // fish would read it as another unit's name.
    [system('a\\\\b.service'), 'name'],
    [system('git@.service'), 'name'],
    [system('ide.service'), 'ownUnit', own],
    [system('ide.socket', 'ide.service'), 'ownUnit', own],
    [users('ide.service', 1000), undefined, own],
    [users('ide.service', 1000), 'ownUnit', ownUsers],
    [users('ide.service', 1001), 'anotherUser', ownUsers],
    [system('ide.service'), undefined, ownUsers],
    [system('session-3.scope'), 'scope'],
    [users('app-flatpak-x-1.scope', 1000), 'scope'],
    [system('ssh.service'), 'login'],
    [system('web.service'), 'login', ME, ['sshd.socket']],
    [system('web.socket', 'ssh.service'), 'login'],
    [{ ...system('web.service'), processes: [{ program: 'dockerd' }] }, 'containers'],
    [users('dbus.service', 1000), 'machine'],
    [users('web.service', 1001), 'anotherUser'],
    [{ unit: 'web.service', unitOf: 'user' }, 'anotherUser'],
  ];

  it('has a reason, and no line', () => {
    for (const [unit, expected, typist = ME, triggers] of rows) {
      assert.equal(whyNotStopped(unit, typist, triggers), expected, JSON.stringify([unit, triggers]));
      assert.equal(stopLine(unit, typist, triggers) === undefined, expected !== undefined);
    }
  });
});

/** Names that a shell, a terminal or systemd might read otherwise, many of them of legal characters alone. */
const HOSTILE = fc
  .tuple(
    fc.constantFrom('', '', '', 'a', '-', '--', '.', '\\', "'", '"', '\n', '~', '!'),
    fc.oneof(
      fc
        .array(fc.constantFrom(...'a Z 0 9 : _ . @ - \\'.split(' '), '\\x0a', '\\x27', '\\n', '\\', 'x'), {
          maxLength: 30,
        })
        .map((parts) => parts.join('')),
      fc
        .array(
          fc.oneof(
            fc.constantFrom(
              "'", '"', '`', '$(id)', '$HOME', '\\', '\n', '\r', '\0', ' ', '\t', ';id;', '|id', '&', '>x', '*', '?', '[a]', '{a,b}',
              '!1', '#', '\x1b[A', '\x03', '\x7f', '\u2028', '\u202e', 'é', '\ud800', '(', ')', '^', '%self', '=ls', '-',
            ), // prettier-ignore
            fc.string({ unit: 'binary', maxLength: 3 }),
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
      fc.constantFrom('x'.repeat(254), 'x'.repeat(255), 'x'.repeat(256), '\\'.repeat(255), ''),
    ),
    fc.constantFrom(
      '.service',
      '.socket',
      '.scope',
      '.service',
      '.service\n',
      '.service;id',
      ".service'",
      '',
      '@.service',
    ),
  )
  .map((parts) => parts.join(''));

/** Each line that is typed, and the words that are to come of it. */
function linesOf(name: string): (readonly [line: string | undefined, words: readonly string[]])[] {
  const users = { unit: name, unitOf: 'user', uid: 1000 } as const;
  const own = system(name, 'other.service');
  return [
    [
      stopLine(own, ME, ['other.socket']),
      ['sudo', 'systemctl', 'stop', '--', 'other.socket', name, 'other.service'],
    ],
    [
      stopLine(system('other.service'), ME, [name]),
      ['sudo', 'systemctl', 'stop', '--', name, 'other.service'],
    ],
    [stopLine(users, ME), ['systemctl', '--user', 'stop', '--', name]],
    [statusLine(own, ME), ['systemctl', 'status', '--', name]],
    [statusLine(users, ME), ['systemctl', '--user', 'status', '--', name]],
    [journalLine(own, ME), ['journalctl', '-u', name, '-f']],
    [journalLine(users, ME), ['journalctl', '--user-unit', name, '-f']],
  ];
}

describe('lines for units of hostile names', () => {
  const names = fc.sample(HOSTILE, { numRuns: 3_000, seed: 17 });
  const lines = names.flatMap(linesOf).filter(([line]) => line !== undefined);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat lines '));
    for (const program of ['sudo', 'systemctl', 'journalctl', 'ss']) {
      const file = join(folder, program);
      writeFileSync(file, `#!/bin/sh\nprintf '<%s>' ${program} "$@"\nprintf '\\n'\n`);
      chmodSync(file, 0o755);
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  it('are there for names of systemd’s alone, and have nothing that a terminal obeys', () => {
    assert.ok(lines.length > 1_000);
    for (const name of names) {
      for (const [line, words] of linesOf(name)) {
        if (line === undefined) continue;
        assert.ok(isUnitName(name), JSON.stringify(name));
        assert.equal(typedLine(line), line);
        assert.ok(words.includes(name));
      }
    }
  });

  for (const shell of ['sh', 'dash', 'bash', 'zsh', 'fish'] as const) {
    it(`run nothing but the line in ${shell}, with the name as one word`, function () {
      skipWithReason(this, whyMissing(shell));
      const some = [
        ...lines.filter((_, at) => at % Math.ceil(lines.length / 150) === 0),
        [proveLine(5432), ['sudo', 'ss', '-Hltunp', 'sport = :5432']] as const,
        [proveLine(5432, 9), ['sudo', 'ss', '-Htunp', 'sport = :5432 and dport = :9']] as const,
      ];
      const { stdout, stderr, status } = spawnSync(
        locate(shell) ?? '',
        ['-c', some.map(([line]) => line).join('\n')],
        { encoding: 'utf8', cwd: folder, env: { PATH: folder, HOME: folder } },
      );
      assert.deepEqual([stderr, status], ['', 0]);
      const expected = some.map(([, words]) => words.map((word) => `<${word}>`).join(''));
      assert.deepEqual(stdout.trimEnd().split('\n'), expected);
    });
  }
});

describe('ss, told so', () => {
  const close: (() => unknown)[] = [];
  after(() => close.forEach((each) => void each()));

  const localEnds = (line: string): string[] =>
    execFileSync('/bin/sh', ['-c', line.replace(/^sudo /, '')], { encoding: 'utf8' })
      .split('\n')
      .filter((row) => row !== '')
      .map((row) =>
        row
          .split(/ +/)
          .slice(0, 5)
          .join(' ')
          .replaceAll(/ \d+ \d+/g, ''),
      )
      .sort();

  it('shows what has the port, of TCP and UDP, IPv4 and IPv6', async function () {
    skipWithReason(this, whyMissing('ss'));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const others = [
      createServer().listen({ port, host: '::1' }),
      createSocket('udp4').bind(port, '127.0.0.1'),
    ];
    await Promise.all(others.map((each) => once(each, 'listening')));
    const [accepted, client] = [once(server, 'connection') as Promise<[Socket]>, connect(port, '127.0.0.1')];
    await once(client, 'connect');
    const [peer] = await accepted;
    close.push(
      () => server.close(),
      () => client.destroy(),
      () => peer.destroy(),
    );
    close.push(...others.map((each) => () => each.close()));
    assert.deepEqual(localEnds(proveLine(port)), [
      `tcp LISTEN 127.0.0.1:${port}`,
      `tcp LISTEN [::1]:${port}`,
      `udp UNCONN 127.0.0.1:${port}`,
    ]);
    const local = client.localPort ?? 0;
    assert.deepEqual(localEnds(proveLine(local, port)), [`tcp ESTAB 127.0.0.1:${local}`]);
    assert.deepEqual(localEnds(proveLine(port, local)), [`tcp ESTAB 127.0.0.1:${port}`]);
  });

  it('shows a connected UDP socket, which does not listen', async function () {
    skipWithReason(this, whyMissing('ss'));
    const socket = createSocket('udp6').bind(0, '::1');
    close.push(() => socket.close());
    await once(socket, 'listening');
    socket.connect(9, '::1');
    await once(socket, 'connect');
    const { port } = socket.address();
    assert.deepEqual(localEnds(proveLine(port, 9)), [`udp ESTAB [::1]:${port}`]);
    assert.deepEqual(localEnds(proveLine(port)), []);
  });
});
