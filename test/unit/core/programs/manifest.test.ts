import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LONGEST_MANIFEST, MANIFESTS, projectName } from '../../../../src/core/programs/manifest';
import { assertProperty, hostileBytes } from '../../property';

function named(file: string, text: string): string | undefined {
  return projectName(file, Buffer.from(text));
}

describe('the name of a project, by its manifest', () => {
  it('is that of package.json, without the scope', () => {
    assert.equal(named('package.json', '{"version": "1.0.0", "name": "shop"}'), 'shop');
    assert.equal(named('package.json', '{"name": "@acme/shop"}'), 'shop');
    assert.equal(named('package.json', '\ufeff{"name": "shop"}'), 'shop');
    assert.equal(named('package.json', '{"dependencies": {"name": "1"}}'), undefined);
    for (const text of [
      '',
      '[]',
      'null',
      '"a"',
      '{"name": 1}',
      '{"name": {"name": "a"}}',
      '{',
      '[['.repeat(30_000),
    ])
      assert.equal(named('package.json', text), undefined);
  });

  it("is that of the project's table in pyproject.toml", () => {
    assert.equal(
      named('pyproject.toml', '[build-system]\nrequires = []\n\n[project]\nname = "orders"\n'),
      'orders',
    );
    assert.equal(named('pyproject.toml', "[ project ] # this\r\nname='orders' # or so\r\n"), 'orders');
    assert.equal(named('pyproject.toml', '[tool.poetry]\nname = "orders"'), 'orders');
    assert.equal(named('pyproject.toml', '[tool.other]\nname = "x"\n[[project]]\nname = "y"'), undefined);
    assert.equal(named('pyproject.toml', 'name = "x"'), undefined);
  });

  it('is that of the package in Cargo.toml, and none of a workspace without one', () => {
    assert.equal(
      named('Cargo.toml', '[package]\nedition = "2021"\nname = "api"\n[[bin]]\nname = "other"'),
      'api',
    );
    assert.equal(named('Cargo.toml', '[workspace]\nmembers = ["a"]\n[dependencies]\nname = "x"'), undefined);
  });

  it("is the last part of a module of Go's that is no version", () => {
    assert.equal(named('go.mod', '// it\nmodule example.com/acme/billing\n\ngo 1.22\n'), 'billing');
    assert.equal(named('go.mod', 'module example.com/acme/billing/v2 // two'), 'billing');
    assert.equal(named('go.mod', 'module "gopkg.in/yaml.v3"'), 'yaml');
    assert.equal(named('go.mod', 'go 1.22'), undefined);
  });

  it('is the artifact of pom.xml itself', () => {
    const pom =
      '<?xml version="1.0"?>\n<!-- <project><artifactId>no</artifactId> -->\n<project xmlns="http://maven.apache.org/POM/4.0.0">' +
      '<parent><artifactId>spring-boot-starter-parent</artifactId></parent><packaging/>' +
      '<dependencies><dependency><artifactId>x</artifactId></dependency></dependencies>\n' +
      '<artifactId> orders </artifactId></project>';
    assert.equal(named('pom.xml', pom), 'orders');
    assert.equal(named('pom.xml', '<project><artifactId>${x}</artifactId></project>'), undefined);
    assert.equal(named('pom.xml', '<project><artifactId'), undefined);
    assert.equal(
      named('pom.xml', '<project><parent><artifactId>a</artifactId></parent></project>'),
      undefined,
    );
  });

  it("is the assembly's of a .NET project, else the file's", () => {
    const project =
      '<Project Sdk="x"><PropertyGroup><AssemblyName>Shop.Api</AssemblyName></PropertyGroup></Project>';
    assert.equal(named('Api.csproj', project), 'Shop.Api');
    assert.equal(named('Api.csproj', '<Project Sdk="x"/>'), 'Api');
    assert.equal(named('Api.csproj', project.replace('Shop.Api', '$(MSBuildProjectName)')), 'Api');
    assert.equal(named('A b.csproj', ''), undefined);
  });

  it('is cut where it is long, and none where it has other characters', () => {
    const [name = ''] = [named('package.json', JSON.stringify({ name: 'a'.repeat(200) }))];
    assert.equal(name, `${'a'.repeat(39)}…`);
    for (const bad of ['a b', 'a\u202eb', 'a\u0007', '../x y', '', '-rf', 'é', 'a=b', 'a@b', '$(x)', '](x)'])
      assert.equal(named('package.json', JSON.stringify({ name: bad })), undefined, bad);
  });

  it('is none of what is too long, or of other files', () => {
    const text = '{"name": "shop"}';
    assert.equal(named('package.json', text + ' '.repeat(LONGEST_MANIFEST - text.length)), 'shop');
    assert.equal(named('package.json', text + ' '.repeat(LONGEST_MANIFEST)), undefined);
    assert.equal(named('composer.json', text), undefined);
  });

  it('never fails, has its form, and takes time in proportion to the text', () => {
    const files = [...MANIFESTS, 'a.csproj'];
    const pieces = [
      '<',
      '<a',
      '<project>',
      '>',
      '/',
      '"',
      'a',
      ' ',
      '\n',
      '[',
      ']',
      'name=',
      '{"name":',
      '<!--',
      'module ',
      '=',
    ];
    assertProperty(fc.tuple(fc.constantFrom(...files), hostileBytes), ([file, bytes]) => {
      assert.match(projectName(file, bytes) ?? 'none', /^[A-Za-z0-9][\w.+-]*…?$/);
    });
    for (const file of files) {
      for (const piece of pieces) {
        const text = piece.repeat(LONGEST_MANIFEST / piece.length);
        const before = process.cpuUsage();
        named(file, `<project>${text}`.slice(0, LONGEST_MANIFEST));
        named(file, text);
        assert.ok(process.cpuUsage(before).user < 500_000, `${file}: ${piece}`);
      }
    }
  });
});
