"""Turn good code and bad code into what each own lint says of it."""

import textwrap

import pytest

from tools.lint import clocks, environment, log_fields, opt_outs, outbound_http, tenant_scope
from tools.lint.__main__ import RULES, findings
from tools.lint.finding import Finding, Rule
from tools.source import parse


def found(rule: Rule, path: str, text: str) -> list[Finding]:
    return list(rule(parse(path, textwrap.dedent(text))))


BAD: list[tuple[Rule, str, str]] = [
    (environment.check, "matcher/score.py", "import os\nthreads = os.environ['THREADS']"),
    (environment.check, "matcher/score.py", "import os\nthreads = os.getenv('THREADS')"),
    (environment.check, "service/cli.py", "from os import environ"),
    (environment.check, "service/cli.py", "import os as system\nsystem.environ"),
    (environment.check, "service/cli.py", "from dotenv import load_dotenv"),
    (outbound_http.check, "sync/pull.py", "import httpx2"),
    (outbound_http.check, "sync/pull.py", "from urllib.request import urlopen"),
    (outbound_http.check, "sync/pull.py", "from urllib import request"),
    (outbound_http.check, "service/worker.py", "import socket"),
    (outbound_http.check, "store/blobs.py", "def late():\n    import requests"),
    (log_fields.check, "service/worker.py", "log.info(f'matched {candidate}')"),
    (log_fields.check, "service/worker.py", "log.info('matched %s', candidate)"),
    (log_fields.check, "service/worker.py", "log.info('link.made', candidate)"),
    (log_fields.check, "service/worker.py", "log.info('link.made', email=candidate.email)"),
    (log_fields.check, "service/worker.py", "log.info('link.made', **fields)"),
    (log_fields.check, "service/worker.py", "log.info('link.made', id=f'{candidate}')"),
    (log_fields.check, "service/worker.py", "self.log.warning('Something went wrong')"),
    (log_fields.check, "service/worker.py", "log = structlog.get_logger()\nlog.bind(name=person.name)"),
    (clocks.check, "sync/merge.py", "from datetime import datetime\nnow = datetime.now()"),
    (clocks.check, "sync/merge.py", "import datetime as dt\nnow = dt.datetime.now(dt.UTC)"),
    (clocks.check, "store/jobs.py", "import time\nlease = time.time() + 60"),
    (clocks.check, "store/jobs.py", "from time import time\nlease = time() + 60"),
    (clocks.check, "store/jobs.py", "def take(clock=time.time): ...\nimport time"),
    (clocks.check, "ranking/model.py", "import random\nrandom.shuffle(rows)"),
    (clocks.check, "ranking/model.py", "from random import shuffle\nshuffle(rows)"),
    (clocks.check, "ranking/model.py", "from random import Random\ndice = Random()"),
    (clocks.check, "matcher/weights.py", "import numpy as np\nnp.random.rand(3)"),
    (clocks.check, "matcher/weights.py", "import numpy as np\nnp.random.default_rng()"),
    (tenant_scope.check, "store/records.py", "connection.execute(select(records))"),
    (tenant_scope.check, "store/records.py", "self._engine.scalar(select(records))"),
    (tenant_scope.check, "store/records.py", "engine.connect().execute(select(records))"),
    (tenant_scope.check, "store/records.py", "tx.connection.execute(select(records))"),
    (tenant_scope.check, "store/control.py", "with engine.begin() as work:\n    work.execute(x)"),
    (tenant_scope.check, "service/flows/link.py", "given = tx.connection"),
    (tenant_scope.check, "store/records.py", "from sqlalchemy import Connection"),
    (tenant_scope.check, "store/records.py", "from sqlalchemy import create_engine"),
    (tenant_scope.check, "store/records.py", "import sqlalchemy as sa\nsa.create_engine('sqlite://')"),
    (tenant_scope.check, "service/flows/link.py", "import sqlite3\nsqlite3.connect('tenant.db')"),
    (opt_outs.check, "store/links.py", "x = 1  # noqa"),
    (opt_outs.check, "store/links.py", "x = 1  # noqa: E501"),
    (opt_outs.check, "store/links.py", "x = 1  # noqa: E501, A001 -"),
    (opt_outs.check, "store/links.py", "x = 1  # type: ignore"),
    (opt_outs.check, "store/links.py", "x = 1  # type: ignore[misc, attr-defined]"),
    (opt_outs.check, "store/links.py", "x = 1  # type: ignore[misc]  # noqa: E501"),
]

GOOD: list[tuple[Rule, str, str]] = [
    (environment.check, "service/settings.py", "import os\nos.environ"),
    (environment.check, "store/blobs.py", "import os\nos.replace(old, new)"),
    (environment.check, "store/blobs.py", "def f(os): return os.environ"),
    (outbound_http.check, "sync/egress.py", "import httpx2"),
    (outbound_http.check, "indexing/opensearch/wire.py", "from opensearchpy import OpenSearch"),
    (outbound_http.check, "sync/receive.py", "from urllib.parse import urlsplit\nfrom http import HTTPStatus"),
    (log_fields.check, "service/worker.py", "log.info('link.made', tenant=tenant, count=3, seconds=0.2)"),
    (log_fields.check, "service/worker.py", "log.exception('job.failed', code=error.code, kind=job.kind)"),
    (log_fields.check, "service/worker.py", "log.bind(worker=worker)"),
    (log_fields.check, "matcher/score.py", "np.log(weights)\nmath.log(2)\nself.info('anything')"),
    (clocks.check, "service/worker.py", "import time\nnow = time.time()"),
    (clocks.check, "sync/merge.py", "from time import perf_counter\nstart = perf_counter()"),
    (clocks.check, "ranking/model.py", "from random import Random\ndice = Random(seed)\ndice.random()"),
    (clocks.check, "ranking/model.py", "def sample(random: Random): return random.choice('ab')"),
    (clocks.check, "matcher/weights.py", "import numpy as np\ndice = np.random.default_rng(seed)\ndice.normal()"),
    (clocks.check, "matcher/weights.py", "import numpy as np\ndef draw(dice: np.random.Generator): ..."),
    (clocks.check, "sync/merge.py", "from datetime import datetime\ndatetime.fromisoformat(text)"),
    (tenant_scope.check, "store/records.py", "tx.execute(select(records)).scalars()\nself._session.scalar(count)"),
    (tenant_scope.check, "store/control.py", "with store.writing(tenant) as work:\n    work.execute(x)"),
    (tenant_scope.check, "store/session.py", "from sqlalchemy import Connection\nconnection.execute(x)"),
    (tenant_scope.check, "store/migrations/versions/first.py", "op.get_bind().execute(x)"),
    (tenant_scope.check, "matcher/score.py", "pool.execute(x)"),
    (opt_outs.check, "store/links.py", "def all(): ...  # noqa: A001 - read as links.all"),
    (opt_outs.check, "store/links.py", "x = 1  # type: ignore[misc]  # the library ships no types"),
    (opt_outs.check, "store/links.py", "x = '# noqa'  # a text"),
]


def name_of(case: object) -> str | None:
    return getattr(case, "__module__", "").rpartition(".")[2] if callable(case) else None


@pytest.mark.parametrize(("rule", "path", "text"), BAD, ids=name_of)
def test_bad_code_is_found(rule: Rule, path: str, text: str) -> None:
    assert found(rule, path, text)


@pytest.mark.parametrize(("rule", "path", "text"), GOOD, ids=name_of)
def test_good_code_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert found(rule, path, text) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_each_lint_has_both_kinds_of_example(rule: Rule) -> None:
    assert any(case[0] is rule for case in BAD)
    assert any(case[0] is rule for case in GOOD)


def test_finding_names_its_line() -> None:
    finding = found(environment.check, "sync/pull.py", "import os\n\n\nhome = os.environ['HOME']")[0]
    assert str(finding).startswith("sync/pull.py:4: ")


def test_all_rules_run_on_each_module() -> None:
    module = parse(
        "sync/pull.py", "import socket, os, time  # noqa\nos.environ\ntime.time()\nlog.info('x')\nconnection.execute(y)"
    )
    assert {rule for rule, _ in findings([module])} == set(RULES)
