import { toolTable } from './tools';

/** Packages whose programs people start with Node, Bun or a script of package.json; a line as `toolTable` reads it. */
export const NODE_TOOLS = toolTable(`
vite: preview
next: dev start
nuxt nuxi nuxi-ng @nuxt/cli: dev preview start
astro: dev preview
remix remix-serve @remix-run/dev @remix-run/serve: dev vite:dev=dev
react-router @react-router/dev react-router-serve @react-router/serve: dev
svelte-kit @sveltejs/kit: dev preview
webpack webpack-cli: serve watch
webpack-dev-server > webpack serve
rspack @rspack/cli: serve dev preview
rsbuild @rsbuild/core: dev preview
react-scripts: start
react-app-rewired: start
craco @craco/craco: start
vue-cli-service @vue/cli-service: serve
ng @angular/cli @angular/cli/bin: serve=serve s=serve test e2e
gatsby gatsby-cli: develop serve
eleventy @11ty/eleventy
parcel: serve watch
http-server
serve
sirv sirv-cli
live-server
lite-server
json-server
ws local-web-server
browser-sync: start
nodemon
storybook @storybook/cli: dev
start-storybook > storybook
docusaurus @docusaurus/core: start serve
vitepress: dev preview
vuepress vuepress-cli: dev
slidev @slidev/cli
expo @expo/cli: start
react-native @react-native-community/cli: start
metro
ember ember-cli: serve=serve s=serve server=serve
ionic @ionic/cli: serve
quasar @quasar/app-vite @quasar/app-webpack: dev
nest @nestjs/cli: start
strapi @strapi/strapi: develop dev=develop start
medusa @medusajs/cli @medusajs/medusa: develop start
prisma: studio dev
drizzle-kit: studio
hardhat: node
ganache ganache-cli
truffle: develop
wrangler: dev
vercel: dev
netlify netlify-cli: dev
firebase firebase-tools: emulators:start emulators:exec serve
serverless sls: offline
sst: dev
nx: serve dev run
turbo: dev run
gulp gulp-cli: serve watch
grunt grunt-cli: serve watch
playwright @playwright/test: test show-report
vitest
jest
karma: start
cypress: open run
mocha
verdaccio
pm2
n8n: start worker
directus: start
ghost: start run
meteor
sanity: dev start
redwood rw @redwoodjs/cli: dev
umi: dev
hexo hexo-cli: server=server s=server
node-red
azurite
maildev
localtunnel lt
code-server
mcp-inspector @modelcontextprotocol/inspector
tsx
ts-node
ts-node-dev tsnd
babel-node @babel/node
vite-node
swc-node @swc-node/register
esbuild
rollup
snowpack: dev
solid-start vinxi: dev start
hono: serve
fastify fastify-cli: start
payload: dev
keystone @keystone-6/core: dev start
graphql-mesh mesh: dev serve
postgraphile
apollo: server
swagger-ui-watcher
redocly @redocly/cli: preview-docs=preview preview
prism @stoplight/prism-cli: mock proxy
mockoon mockoon-cli @mockoon/cli: start
wiremock
stencil @stencil/core: serve
electron-vite: dev preview
electron
honkit gitbook: serve
tinacms @tinacms/cli: dev
contentlayer
partykit: dev
kibana
homebridge
zigbee2mqtt
typescript/tsserver.js > tsserver.js
peerjs peer
concurrently
claude @anthropic-ai/claude-code
bruno
open-cli
`);
