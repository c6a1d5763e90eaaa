import { toolTable } from './tools';

/** Programs and modules that people start with Python; a line as `toolTable` reads it. */
export const PYTHON_TOOLS = toolTable(`
django-admin django-admin.py: runserver runserver_plus testserver
manage.py: runserver runserver_plus runsslserver testserver livereload shell_plus qcluster run_gunicorn
flask: run
fastapi: dev run
streamlit: run+
gradio
chainlit: run
mkdocs: serve
sphinx-autobuild sphinx_autobuild
pelican
nikola: serve auto
lektor: server
celery: flower worker beat
flower
airflow: webserver scheduler standalone api-server triggerer dag-processor
mlflow: ui server
tensorboard
locust
dagster: dev
dagster-webserver dagit
prefect: server
superset: run
dbt: docs
dask-scheduler
dask-worker
ray
bentoml: serve
vllm: serve
litellm
open-webui: serve dev
localstack
moto_server moto.server > moto
scrapyd
supervisord
twistd twist
buildbot
odoo odoo-bin
hass homeassistant > home assistant
esphome: dashboard
pgadmin4
pgcli
pytest
tox
waitress-serve waitress
uwsgi
ansible-runner
aws-sam sam: local
chalice: local
robyn
panel: serve
bokeh: serve
voila
marimo: edit run
solara: run
reflex: run
mitmproxy
mitmdump
mitmweb
certbot
salt-master
salt-minion
netbox
synapse_homeserver synapse.app.label-studio: start
mitogen
websockify
http.server
SimpleHTTPServer
xmlrpc.server
smtpd
aiosmtpd
pydoc
livereload
pyftpdlib
wsgiref.simple_server
watchfiles
watchmedo
nicegui
zeo
devpi-server
pypi-server pypiserver > pypi-server
radicale
calibre-server
octoprint: serve
jesse: run
aider
`);

/** Servers that are told which module to serve: `uvicorn app:app`. Their options without a value are named. */
export const APP_SERVERS: ReadonlyMap<string, RegExp> = new Map([
  [
    'uvicorn',
    /^--(?:reload|use-colors|no-use-colors|access-log|no-access-log|proxy-headers|no-proxy-headers|server-header|no-server-header|date-header|no-date-header|factory|version)$/,
  ],
  [
    'gunicorn',
    /^--?(?:reload|preload|preload-app|daemon|D|R|spew|check-config|print-config|no-sendfile|reuse-port|initgroups|capture-output|enable-stdio-inheritance|proxy-protocol|disable-redirect-access-to-syslog|log-syslog|statsd|strip-header-spaces|permit-obsolete-folding)$/,
  ],
  ['hypercorn', /^--(?:debug|reload|access-log|insecure)$/],
  ['daphne', /^--(?:proxy-headers|no-server-name)$/],
  [
    'waitress-serve',
    /^--(?:call|expose-tracebacks|no-expose-tracebacks|ipv4|no-ipv4|ipv6|no-ipv6|log-socket-errors|no-log-socket-errors|app)$/,
  ],
  [
    'granian',
    /^--(?:reload|no-reload|access-log|no-access-log|factory|no-factory|ws|no-ws|process-name|log|no-log)$/,
  ],
]);
