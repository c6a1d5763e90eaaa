import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { parseIPv4, parseIPv6 } from '../../../../src/core/etc/addressLine';
import { formatEndpoint, type LocalEnd } from '../../../../src/core/text/address';
import {
  serviceOf,
  type SocketUnit,
  socketUnitAt,
  socketUnitsOf,
  triggersOf,
} from '../../../../src/core/units/socketUnits';
import { SYSTEM_UNIT_FOLDERS, type UnitFile } from '../../../../src/core/units/unitFiles';
import { whyMissing } from '../../../host/programs';
import { skipWithReason } from '../../../skip';
import { assertProperty } from '../../property';

const ETC = SYSTEM_UNIT_FOLDERS.indexOf('/etc/systemd/system');
const GENERATED = SYSTEM_UNIT_FOLDERS.indexOf('/run/systemd/generator');
const USR = SYSTEM_UNIT_FOLDERS.indexOf('/usr/lib/systemd/system');

const usr = (path: string, text: string): UnitFile => ({ folder: USR, path, text });
const etc = (path: string, text = ''): UnitFile => ({ folder: ETC, path, text });
const socket = (...lines: string[]): string => ['[Socket]', ...lines, ''].join('\n');

/** `tcp:[::1]:631`; `tcp:22` where the file has the port alone. */
function listenText({
  transport,
  isPortAlone,
  address,
  isIPv6,
  port,
}: SocketUnit['listens'][number]): string {
  return `${transport}:${isPortAlone ? port : formatEndpoint(address, isIPv6, port)}`;
}

/** Each unit as "ssh.socket → ssh.service tcp:22". */
const read = (...files: UnitFile[]): string[] =>
  socketUnitsOf(files).map(({ unit, service, listens }) =>
    [unit, '→', service, ...listens.map(listenText)].join(' '),
  );

const end = (address: string, localPort: number): LocalEnd => {
  const word = parseIPv4(address);
  const localAddress = word === undefined ? parseIPv6(address) : ([word, 0, 0, 0] as const);
  assert.ok(localAddress !== undefined);
  return { isIPv6: word === undefined, localAddress, localPort };
};

/** What distributions ship, by what it says. */
const SHIPPED: readonly UnitFile[] = [
  usr(
    'ssh.socket',
    '[Unit]\nBefore=sockets.target ssh.service\nConditionPathExists=!/etc/ssh/sshd_not_to_be_run\n\n[Socket]\nListenStream=0.0.0.0:22\nListenStream=[::]:22\nBindIPv6Only=ipv6-only\nAccept=no\nFreeBind=yes\n\n[Install]\nWantedBy=sockets.target\nRequiredBy=ssh.service\n',
  ),
  usr(
    'cups.socket',
    '[Unit]\nPartOf=cups.service\n\n[Socket]\nListenStream=/run/cups/cups.sock\nListenStream=127.0.0.1:631\nListenStream=[::1]:631\n\n[Install]\nWantedBy=sockets.target\n',
  ),
  usr(
    'rpcbind.socket',
    '[Unit]\nWants=rpcbind.target\n\n[Socket]\nListenStream=/run/rpcbind.sock\nListenStream=0.0.0.0:111\nListenDatagram=0.0.0.0:111\nListenStream=[::]:111\nListenDatagram=[::]:111\nBindIPv6Only=ipv6-only\n',
  ),
  usr('cockpit.socket', '[Socket]\nListenStream=9090\nExecStartPost=-/usr/bin/x\nExecStopPost=-/usr/bin/y\n'),
  usr('docker.socket', '[Socket]\nListenStream=/run/docker.sock\nSocketMode=0660\nSocketGroup=docker\n'),
  usr('podman.socket', '[Socket]\nListenStream=%t/podman/podman.sock\nSocketMode=0660\n'),
  usr('git-daemon.socket', '[Socket]\nListenStream=9418\nAccept=true\n'),
  usr('sshd-unix-local.socket', '[Socket]\nListenStream=/run/ssh-unix-local/socket\nAccept=yes\n'),
  usr('sshd-vsock.socket', '[Socket]\nListenStream=vsock::22\nAccept=yes\n'),
  usr('tftp.socket', '[Socket]\nListenDatagram=69\nService=tftp-server.service\n'),
];

describe('units of systemd that listen', () => {
  it('are what distributions ship', () => {
    assert.deepEqual(read(...SHIPPED), [
      'ssh.socket → ssh.service tcp:0.0.0.0:22 tcp:[::]:22',
      'cups.socket → cups.service tcp:127.0.0.1:631 tcp:[::1]:631',
      'rpcbind.socket → rpcbind.service tcp:0.0.0.0:111 udp:0.0.0.0:111 tcp:[::]:111 udp:[::]:111',
      'cockpit.socket → cockpit.service tcp:9090',
      'docker.socket → docker.service',
      'podman.socket → podman.service',
      'git-daemon.socket → git-daemon@.service tcp:9418',
      'sshd-unix-local.socket → sshd-unix-local@.service',
      'sshd-vsock.socket → sshd-vsock@.service',
      'tftp.socket → tftp-server.service udp:69',
    ]);
  });

  it('listen elsewhere where a drop-in says so, one that a generator made too', () => {
    const ports = { folder: GENERATED, path: 'ssh.socket.d/addresses.conf' };
    assert.deepEqual(
      read(SHIPPED[0] ?? assert.fail(), { ...ports, text: socket('ListenStream=', 'ListenStream=2222') }),
      ['ssh.socket → ssh.service tcp:2222'],
    );
    // Any empty one resets all kinds.
    assert.deepEqual(
      read(usr('a.socket', socket('ListenStream=1', 'ListenDatagram=1')), etc('a.socket.d/b.conf', socket('ListenFIFO=', 'ListenStream=2'))),
      ['a.socket → a.service tcp:2'],
    ); // prettier-ignore
  });

  it('start the service that is named last', () => {
    const main = usr('a.socket', socket('ListenStream=1', 'Service=b.service'));
    assert.deepEqual(read(main), ['a.socket → b.service tcp:1']);
    assert.deepEqual(read(main, etc('a.socket.d/c.conf', socket('Service=c.service', 'Service=d.target'))), [
      'a.socket → c.service tcp:1',
    ]);
    assert.deepEqual(read(main, etc('a.socket.d/c.conf', '[Service]\nService=c.service\n')), [
      'a.socket → b.service tcp:1',
    ]);
    assert.deepEqual(
      read(usr('a.socket', socket('ListenStream=1', 'Accept=yes', 'Accept=maybe', 'Accept=off'))),
      ['a.socket → a.service tcp:1'],
    );
  });

  it('are none where systemd refuses them', () => {
    assert.deepEqual(read(usr('a.socket', socket('ListenStream=1', 'Accept=yes', 'Service=b.service'))), []);
    assert.deepEqual(read(usr('a.socket', socket('ListenStream=1', 'ListenDatagram=1', 'Accept=yes'))), []);
    assert.deepEqual(read(usr('a.socket', '[Socket]\nListenStream=1\n[Install\n')), []);
  });

  it('have what their name stands for in place of specifiers, and no entry of others', () => {
    const template = usr(
      'git-x@.socket',
      socket('ListenStream=127.0.0.1:%i', 'ListenStream=[::1]:%I', 'ListenStream=%H:1', 'ListenStream=10.0.0.1:9%', 'Service=%p-%i.service'),
    ); // prettier-ignore
    assert.deepEqual(read(template, etc('sockets.target.wants/git-x@90.socket')), [
      'git-x@90.socket → git-x-90.service tcp:127.0.0.1:90 tcp:[::1]:90',
    ]);
    assert.deepEqual(
      read(usr('a.socket', socket('ListenStream=[fe80::1]:5%%eth0', 'Service=%N.service', 'Service=%n'))),
      ['a.socket → a.service tcp:[fe80::1]:5'],
    );
  });

  it('have addresses that are some', () => {
    const none = [
      '0',
      '65536',
      '1.2.3:4',
      '1.2.3.256:4',
      '[::1]',
      '[::g]:1',
      'localhost:80',
      '-1',
      '+1',
      '80 81',
      '@x',
      '::1:80',
      '%n',
      'vsock:2:80',
      '0x50',
      '1.2.3.4:',
    ];
    assert.deepEqual(read(usr('a.socket', socket(...none.map((text) => `ListenStream=${text}`)))), [
      'a.socket → a.service',
    ]); // prettier-ignore
    assert.deepEqual(read(usr('a.socket', socket('ListenStream=5', 'SocketProtocol=sctp'))), [
      'a.socket → a.service',
    ]);
    assert.deepEqual(read(usr('a.socket', socket('ListenStream=5', 'SocketProtocol=mptcp'))), [
      'a.socket → a.service tcp:5',
    ]);
  });
});

describe('the unit that listens at an address', () => {
  const units = socketUnitsOf(SHIPPED);
  const at = (transport: 'tcp' | 'udp', address: string, port: number, among = units): string | undefined =>
    socketUnitAt(among, transport, end(address, port))?.unit;

  it('is the one that has it', () => {
    assert.equal(at('tcp', '0.0.0.0', 22), 'ssh.socket');
    assert.equal(at('tcp', '::', 22), 'ssh.socket');
    assert.equal(at('tcp', '127.0.0.1', 22), undefined);
    assert.equal(at('udp', '::', 22), undefined);
    assert.equal(at('tcp', '::1', 631), 'cups.socket');
    assert.equal(at('tcp', '::', 631), undefined);
    assert.equal(at('udp', '0.0.0.0', 111), 'rpcbind.socket');
    assert.equal(at('udp', '::', 69), 'tftp.socket');
  });

  it('is one that has the port alone, of IPv4 where the kernel has no IPv6', () => {
    assert.equal(at('tcp', '::', 9090), 'cockpit.socket');
    assert.equal(at('tcp', '0.0.0.0', 9090), 'cockpit.socket');
    assert.equal(at('tcp', '127.0.0.1', 9090), undefined);
  });

  it('is of several the one that is enabled, and none where that leaves a choice', () => {
    const files = [usr('a.socket', socket('ListenStream=5')), usr('b.socket', socket('ListenStream=[::]:5'))];
    assert.equal(at('tcp', '::', 5, socketUnitsOf(files)), undefined);
    files.push(etc('sockets.target.wants/b.socket'));
    assert.equal(at('tcp', '::', 5, socketUnitsOf(files)), 'b.socket');
    files.push(etc('b.service.requires/a.socket'));
    assert.equal(at('tcp', '::', 5, socketUnitsOf(files)), undefined);
  });
});

describe('a unit that listens for a service', () => {
  const units = socketUnitsOf([
    ...SHIPPED,
    usr('web.socket', socket('ListenStream=80', 'Service=ssh.service')),
  ]);

  it('is known by it, and the service by the unit', () => {
    assert.equal(serviceOf(units, 'tftp.socket'), 'tftp-server.service');
    assert.equal(serviceOf(units, 'git-daemon.socket'), 'git-daemon@.service');
    assert.equal(serviceOf(units, 'unknown@a.socket'), 'unknown@a.service');
    assert.deepEqual(triggersOf(units, 'ssh.service'), ['ssh.socket', 'web.socket']);
    assert.deepEqual(triggersOf(units, 'git-daemon@3-127.0.0.1:9418.service'), ['git-daemon.socket']);
    assert.deepEqual(triggersOf(units, 'git-daemon.service'), []);
    assert.deepEqual(triggersOf(units, 'nginx.service'), []);
  });
});

/** Made-up machines that systemd is asked about, each takes 30 ms and more. */
const TREES = Number(process.env['NETSTAT_MANY'] ?? 25);
const SEED = Number(process.env['NETSTAT_SEED'] ?? 17);

const FOLDERS = ['/etc', '/usr/local', '/usr'];
const UNITS = ['a.socket', 'a-b.socket', 'a-b-c.socket', 'git-x@90.socket'];
const MAINS = ['a.socket', 'a-b.socket', 'a-b-c.socket', 'git-x@.socket', 'git-x@90.socket'];
const DROP_INS = ['socket', 'a.socket', 'a-.socket', 'a-b.socket', 'a-b-.socket', 'a-b-c.socket', 'git-.socket', 'git-@.socket', 'git-@90.socket', 'git-x@.socket', 'git-x@90.socket']; // prettier-ignore

const line = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('ListenStream', 'ListenStream', 'ListenStream', 'ListenDatagram', 'ListenFIFO'),
      fc.constantFrom('', '=', ' = ', '=\\\n', '=\\\n# x\\\n;\n '),
      fc.constantFrom('', '22', '080', '0', '65535', '65536', '127.0.0.1:%i', '[::1]:53', '[::]:5%%lo', '[::ffff:1.2.3.4]:7', '0.0.0.0:22', '1.2.3:4', '/run/%n', '@x', '%p', '%i', '9\\', '8 # x', '%%'),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('Accept=yes', 'Accept=no', 'Accept=On', 'Accept=x', 'Service=b.service', 'Service=%p.service', 'Service=x', '[Unit]', '[Socket]', '[Socket', ' [Socket] ', '#[Unit]', ';', '', '\\', 'x', '=1'),
); // prettier-ignore
const fileText = fc
  .array(line, { maxLength: 6 })
  .map((lines) => `[Socket]\n${lines.join('\n')}${lines.length % 2 === 0 ? '\n' : ''}`);
const treeOf = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(2), fc.constantFrom(...MAINS), fileText), { minLength: 3, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(2), fc.constantFrom(...DROP_INS), fc.constantFrom('1', '2', '3'), fileText), {
      maxLength: 8,
    }),
  )
  .map(([mains, dropIns]): UnitFile[] => [
    ...mains.map(([folder, path, text]) => ({ folder, path, text })),
    ...dropIns.map(([folder, directory, name, text]) => ({
      folder,
      path: `${directory}.d/${name}.conf`,
      text,
    })),
    { folder: 0, path: 'sockets.target.wants/git-x@90.socket', text: '' },
  ]);

describe('units that are put together', () => {
  it('of anything, never throw', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 8 });
    assertProperty(fc.tuple(treeOf, fc.array(fc.tuple(hostile, hostile, hostile))), ([tree, more]) => {
      const files = more.map(([path, text, linksTo]) => ({
        folder: 0,
        path: `${path}.socket`,
        text,
        linksTo,
      }));
      void socketUnitAt(socketUnitsOf([...tree, ...files], FOLDERS), 'tcp', end('::', 22));
    });
  });

  it('listen where systemd’s own reading of their files says, and start what it says', function () {
    skipWithReason(this, whyMissing('systemd-analyze'));
    this.timeout(20_000 + TREES * 100);
    let compared = 0;
    for (const tree of fc.sample(treeOf, { numRuns: TREES, seed: SEED })) {
      // Of several files of one path the last is written.
      const files = [...new Map(tree.map((each) => [`${each.folder}/${each.path}`, each])).values()];
      const expected = analyzed(files);
      if (expected === undefined) return skipWithReason(this, 'systemd-analyze cannot load units here');
      compared += expected.length;
      const units = socketUnitsOf(files, FOLDERS).filter(({ listens }) => listens.length > 0);
      const found = units.map(({ unit, service, listens }) =>
        [
          unit,
          service.endsWith('@.service') ? 'one for each connection' : service,
          ...listens.map((listen) => listenText({ ...listen, isPortAlone: false })),
        ].join(' '),
      );
      assert.deepEqual(found.toSorted(), expected.toSorted(), JSON.stringify(files, undefined, 1));
    }
    assert.ok(compared > TREES / 2, String(compared));
  });
});

/**
 * Each unit with its service and what it listens on by systemd-analyze(1), which has systemd load units of folders and dump
 * them; those that listen on no Internet address are left out.
 */
function analyzed(files: readonly UnitFile[]): string[] | undefined {
  const root = mkdtempSync(join(tmpdir(), 'netstat-units-'));
  try {
    for (const { folder, path, text = '' } of files) {
      const file = join(root, FOLDERS[folder] ?? '', path);
      mkdirSync(dirname(file), { recursive: true });
      if (path.includes('.wants/')) symlinkSync('../git-x@.socket', file);
      else writeFileSync(file, text);
    }
    const folders = FOLDERS.map((folder) => join(root, folder));
    const { stdout, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', '--generators=no', '--recursive-errors=no', ...UNITS],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, SYSTEMD_UNIT_PATH: folders.join(':'), SYSTEMD_LOG_LEVEL: 'debug' },
      },
    );
    if (!stderr.includes(`Handling ${UNITS[0]}`)) return undefined;
    const services = new Map(
      Array.from(
        stderr.matchAll(/^(\S+): (?:using )?service (?:unit )?(\S+\.service)/gm),
        ([, unit, service]) => [unit, service],
      ),
    );
    return stdout
      .split('-> Unit ')
      .slice(1)
      .map((dump) => {
        const unit = dump.slice(0, dump.indexOf(':'));
        const accepts = /^\t+Accepted: /m.test(dump);
        return [unit, accepts ? 'one for each connection' : (services.get(unit) ?? '?'), ...listensIn(dump)];
      })
      .filter(({ length }) => length > 2)
      .map((parts) => parts.join(' '));
  } finally {
    rmSync(root, { recursive: true });
  }
}

function listensIn(dump: string): string[] {
  const found = dump.matchAll(/^\t+Listen(Stream|Datagram): (\[[^\]]+\]:\d+|[\d.]+:\d+)/gm);
  return Array.from(found, ([, kind, address]) => `${kind === 'Stream' ? 'tcp' : 'udp'}:${address}`);
}
