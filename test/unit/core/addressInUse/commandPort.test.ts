import assert from 'node:assert/strict';
import { withPort } from '../../../../src/core/addressInUse/commandPort';

describe('a command line with another port', () => {
  const moved = (line: string): string | undefined => withPort(line, 3000, 3001);

  it('has it wherever the old one stands for what the program listens on', () => {
    assert.equal(moved('vite --port 3000'), 'vite --port 3001');
    assert.equal(moved('PORT=3000 next dev -p 3000'), 'PORT=3001 next dev -p 3001');
    assert.equal(moved('php -S localhost:3000 -t public'), 'php -S localhost:3001 -t public');
    assert.equal(moved('python3 -m http.server 3000'), 'python3 -m http.server 3001');
    assert.equal(moved('PORT="3000" npm start'), 'PORT="3001" npm start');
  });

  it('leaves the port inside a container, and where the program connects to, as they are', () => {
    assert.equal(moved('docker run -p 3000:3000 web'), 'docker run -p 3001:3000 web');
    assert.equal(
      moved('API_URL=http://localhost:3000 vite --port 3000'),
      'API_URL=http://localhost:3000 vite --port 3001',
    );
    assert.equal(moved('ssh -L 3000:db:3000 bastion'), 'ssh -L 3001:db:3000 bastion');
  });

  it('takes the one of several that is meant', () => {
    assert.equal(moved('vite --port 3000 & vite --port 4000'), 'vite --port 3001 & vite --port 4000');
  });

  it('is none where it does not name the port, or a range of ports', () => {
    assert.equal(moved('npm run dev'), undefined);
    assert.equal(moved('vite --port 30000'), undefined);
    assert.equal(moved('docker run -p 3000-3005:3000-3005 web'), undefined);
    assert.equal(moved('curl http://localhost:3000'), undefined);
  });
});
