import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findAddressInUse } from '../../../../src/core/addressInUse/find';

/** Messages as the programs print them, with what is to be read of each: host, port and transport. */
const MESSAGES: readonly (readonly [
  of: string,
  line: string,
  host: string | undefined,
  port: number,
  udp?: 'udp',
])[] = [
  ['Node, wildcard', 'Error: listen EADDRINUSE: address already in use :::3000', '::', 3000],
  ['Node, IPv4', 'Error: listen EADDRINUSE: address already in use 127.0.0.1:3000', '127.0.0.1', 3000],
  ['Node, IPv6', 'Error: listen EADDRINUSE: address already in use ::1:3000', undefined, 3000],
  ['Node, UDP', 'Error: bind EADDRINUSE 0.0.0.0:5353', '0.0.0.0', 5353, 'udp'],
  ['Bun', 'error: Failed to start server. Is port 3000 in use?', undefined, 3000],
  [
    'Uvicorn',
    "ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use",
    '127.0.0.1',
    8000,
  ],
  [
    'asyncio, IPv6',
    "OSError: [Errno 98] error while attempting to bind on address ('::1', 8000, 0, 0): address already in use",
    '::1',
    8000,
  ],
  [
    'Gunicorn',
    "[2026-01-05 10:12:30 +0000] [77] [ERROR] Connection in use: ('127.0.0.1', 8000)",
    '127.0.0.1',
    8000,
  ],
  [
    'Flask',
    'Port 5000 is in use by another program. Either identify and stop that program, or start the server with a different port.',
    undefined,
    5000,
  ],
  [
    'Ruby',
    'Address already in use - bind(2) for "127.0.0.1" port 3000 (Errno::EADDRINUSE)',
    '127.0.0.1',
    3000,
  ],
  [
    'Ruby, unquoted',
    "in `initialize': Address already in use - bind(2) for 0.0.0.0 port 4567 (Errno::EADDRINUSE)",
    '0.0.0.0',
    4567,
  ],
  [
    'PHP',
    '[Mon Jan  5 10:12:30 2026] Failed to listen on localhost:8000 (reason: Address already in use)',
    'localhost',
    8000,
  ],
  ['Go, wildcard', '2026/01/05 10:12:30 listen tcp :8080: bind: address already in use', '', 8080],
  ['Go, IPv6', 'listen tcp6 [::1]:8080: bind: address already in use', '::1', 8080],
  ['Go, UDP', 'panic: listen udp 127.0.0.1:53: bind: address already in use', '127.0.0.1', 53, 'udp'],
  ['Spring Boot', 'Web server failed to start. Port 8080 was already in use.', undefined, 8080],
  ['Jetty', 'java.io.IOException: Failed to bind to 0.0.0.0/0.0.0.0:8080', '0.0.0.0', 8080],
  ['Netty', 'Failed to bind to /127.0.0.1:9000 (address already in use)', '127.0.0.1', 9000],
  [
    '.NET',
    'System.IO.IOException: Failed to bind to address http://127.0.0.1:5000: address already in use.',
    '127.0.0.1',
    5000,
  ],
  ['nginx', 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', '0.0.0.0', 80],
  ['nginx, IPv6', 'nginx: [emerg] bind() to [::]:80 failed (98: Address already in use)', '::', 80],
  ['Apache', '(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80', '::', 80],
  [
    'Docker',
    'docker: Error response from daemon: driver failed programming external connectivity on endpoint web (3f1): Bind for 0.0.0.0:8080 failed: port is already allocated.',
    '0.0.0.0',
    8080,
  ],
  [
    'Docker, other holder',
    'Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (3f1): failed to bind host port 0.0.0.0:8080/tcp: address already in use',
    '0.0.0.0',
    8080,
  ],
  [
    'Docker 28',
    'failed to bind host port for 127.0.0.1:5353:172.17.0.2:53/udp: address already in use',
    '127.0.0.1',
    5353,
    'udp',
  ],
  [
    'PostgreSQL',
    'HINT:  Is another postmaster already running on port 5432? If not, wait a few seconds and retry.',
    undefined,
    5432,
  ],
  ['MySQL', '[ERROR] Do you already have another mysqld server running on port: 3306 ?', undefined, 3306],
  [
    'Redis',
    '# Warning: Could not create server TCP listening socket *:6379: bind: Address already in use',
    '*',
    6379,
  ],
  ['OpenSSH', 'bind [127.0.0.1]:8080: Address already in use', '127.0.0.1', 8080],
  ['OpenSSH, forwarding', 'channel_setup_fwd_listener_tcpip: cannot listen to port: 8080', undefined, 8080],
  [
    'socat',
    '2026/01/05 10:12:30 socat[77] E bind(5, {AF=2 0.0.0.0:8080}, 16): Address already in use',
    '0.0.0.0',
    8080,
  ],
  ['Vite, strict', 'Error: Port 5173 is already in use', undefined, 5173],
  ['Angular', "Port 4200 is already in use. Use '--port' to specify a different port.", undefined, 4200],
  ['Create React App', 'Something is already running on port 3000.', undefined, 3000],
  [
    'Phoenix',
    '[error] Running DemoWeb.Endpoint with cowboy 2.9.0 at http failed, port 4000 already in use',
    undefined,
    4000,
  ],
  ['webpack', '<e> Error: listen EADDRINUSE: address already in use 127.0.0.1:8080', '127.0.0.1', 8080],
  [
    'Caddy',
    'Error: loading initial config: listening on :2015: listen tcp :2015: bind: address already in use',
    '',
    2015,
  ],
  ['kubectl', 'error: unable to listen on port 8080: Listeners failed to create', undefined, 8080],
];

const WITHOUT_PORT = [
  'OSError: [Errno 98] Address already in use',
  'Error: That port is already in use.',
  'called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }',
  'error: Uncaught (in promise) AddrInUse: Address already in use (os error 98)',
  'java.net.BindException: Address already in use (Bind failed)',
  "  code: 'EADDRINUSE',",
  'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
  'nc: Address already in use',
];

const HARMLESS = [
  'Listening on http://localhost:3000',
  'EADDRNOTAVAIL: address not available 10.0.0.9:3000',
  'disk /dev/sda1 is in use',
  'There are 3000 items already in use by 5 people',
  'npm warn the package 8080 is in use',
  '',
];

describe('a complaint that an address is in use', () => {
  for (const [of, line, host, port, udp] of MESSAGES) {
    it(`is read in the words of ${of}`, () => {
      const found = findAddressInUse(line);
      assert.ok(found !== undefined);
      assert.deepEqual([found.port, found.transport], [port, udp ?? 'tcp']);
      if (host !== undefined) assert.equal(found.host, host);
      assert.equal(line.slice(found.start, found.end), String(port));
    });
  }

  it('is known without a port, too', () => {
    for (const line of WITHOUT_PORT) {
      const found = findAddressInUse(line);
      assert.ok(found !== undefined, line);
      assert.equal(found.port, undefined, line);
    }
  });

  it('is not seen where there is none', () => {
    for (const line of HARMLESS) assert.equal(findAddressInUse(line), undefined, line);
  });

  it('tells when the program goes on with another port', () => {
    assert.equal(findAddressInUse('Port 5173 is in use, trying another one...')?.goesOn, true);
    assert.equal(findAddressInUse(' ⚠ Port 3000 is in use, trying 3001 instead.')?.goesOn, true);
    assert.equal(findAddressInUse('Error: Port 5173 is already in use')?.goesOn, false);
  });

  it('has its place inside the line, whatever the line', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'EADDRINUSE',
        'address already in use',
        ':::3000',
        '[::1]:99999',
        'port 0 is in use',
        'bind()',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const line = pieces.join(' ');
        const found = findAddressInUse(line);
        if (found === undefined) return;
        assert.ok(found.start >= 0 && found.start < found.end && found.end <= line.length);
        assert.ok(found.port === undefined || (found.port > 0 && found.port < 65_536));
      }),
    );
  });
});
