"""What every instance of the fleet answers until the application takes its place.

GET /        who answers: service, region, zone, instance
GET /health  200 while the process runs: the load balancer keeps or replaces the instance by it
GET /ready   200 while this region could serve: DNS leads to the region, or away from it, by it. Says of the writer whether
             it answers, up to when (milliseconds since 1970, by the writer's clock) this region's copy has heartbeats, and
             in which epoch this instance may write (`lease.py`): null while it may not

Python's standard library and the AWS CLI, both part of Amazon Linux 2023, are all it needs.
"""

import json
import os
import subprocess
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lease import SCHEMA, Lease, last_write
from postgres import Connection, DatabaseError

METADATA = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
AWS_CLI = os.environ.get("AWS_CLI", "/usr/bin/aws")
CHECK_SECONDS = float(os.environ.get("CHECK_SECONDS", "15"))
# Older than this, an answer is no answer: the checks hang, or their thread is gone.
STALE_SECONDS = float(os.environ.get("STALE_SECONDS", "60"))
BEAT_SECONDS = float(os.environ.get("BEAT_SECONDS", "2"))
LEASE_CHECK_SECONDS = float(os.environ.get("LEASE_CHECK_SECONDS", "5"))
# A word of the writer, or of the copy, that is older is none.
WORD_SECONDS = 10
CONNECT_SECONDS = 2
STATEMENT_SECONDS = 3
COMMAND_SECONDS = 10


# PostgreSQL's words for a password that is wrong: it was changed since it was read.
REFUSED_PASSWORDS = ("refused: 28P01", "refused: 28000")


class NotReady(Exception):
    """Its text says what the region lacks; it goes to anyone who asks, so it holds nothing of AWS's own words."""


def metadata(path):
    """IMDSv2: a token first, then the question."""
    ask = urllib.request.Request(
        METADATA + "/latest/api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"}
    )
    with urllib.request.urlopen(ask, timeout=CONNECT_SECONDS) as answer:
        token = answer.read().decode()
    ask = urllib.request.Request(METADATA + "/latest/meta-data/" + path, headers={"X-aws-ec2-metadata-token": token})
    with urllib.request.urlopen(ask, timeout=CONNECT_SECONDS) as answer:
        return answer.read().decode()


def identify():
    """Retried until the metadata service answers: it may be later than this process."""
    while True:
        try:
            return {
                "service": os.environ["SERVICE_NAME"],
                "region": metadata("placement/region"),
                "zone": metadata("placement/availability-zone"),
                "instance": metadata("instance-id"),
            }
        except OSError as error:
            print("metadata not there yet:", error, flush=True)
            time.sleep(1)


def aws(region, *words):
    """One call of the AWS CLI, parsed. The CLI's own error goes to the log alone."""
    done = subprocess.run(
        [AWS_CLI, *words, "--output", "json", "--region", region],
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        print("aws", words[0], words[1], "failed:", done.stderr.strip(), flush=True)
        raise NotReady(words[0] + " does not answer")
    return json.loads(done.stdout or "{}")


BEAT_TABLE = "CREATE TABLE IF NOT EXISTS fleet_heartbeat (id int PRIMARY KEY, at timestamptz NOT NULL)"
# Nobody waits for another's beat: one of all instances is enough.
BEAT = (
    "WITH free AS (SELECT pg_try_advisory_xact_lock(7305) AS it) INSERT INTO fleet_heartbeat SELECT 1, clock_timestamp()"
    " FROM free WHERE it ON CONFLICT (id) DO UPDATE SET at = EXCLUDED.at"
)
LAST_BEAT = "SELECT floor(extract(epoch FROM max(at)) * 1000)::bigint FROM fleet_heartbeat"
DATABASE_ERRORS = (OSError, DatabaseError, ValueError, KeyError, IndexError)


class Word:
    """The last answer of something that is asked again and again; None when it is too old."""

    def __init__(self):
        self.value = None
        self.said = -WORD_SECONDS

    def say(self, value):
        self.value, self.said = value, time.monotonic()

    def now(self):
        return self.value if time.monotonic() - self.said < WORD_SECONDS else None


class Database:
    """The writer, wherever it is, and this region's own reader: asked by threads of their own, as either may hang."""

    def __init__(self, region, settings, credentials):
        self.region, self.credentials, self.is_refused = region, credentials, False
        self.writer, self.copied, self.reader, self.wrote = Word(), Word(), Word(), Word()
        self.lease = Lease(float(os.environ["LEASE_SECONDS"]))
        self.use(settings)
        for each in (self.ask_writer, self.beat, self.write, self.ask_reader):
            threading.Thread(target=self.again, args=(each, BEAT_SECONDS), daemon=True).start()
        threading.Thread(target=self.again, args=(self.ask_lease, LEASE_CHECK_SECONDS), daemon=True).start()

    def use(self, settings):
        """A person may lead instances to another writer, after a detach, and decree its lease: the table has none."""
        self.lease.networks = settings["networks"]
        self.settings = settings

    def again(self, ask, seconds):
        while True:
            try:
                ask()
            except Exception as error:  # a thread that ends asks nothing any more
                self.is_refused = self.is_refused or str(error) in REFUSED_PASSWORDS
                print(ask.__name__ + ":", repr(error), flush=True)
            time.sleep(seconds)

    def ask_lease(self):
        decreed = self.settings.get("lease")
        if decreed is not None:
            self.lease.hear(decreed["epoch"], decreed["writer"], time.time())
            return
        key = json.dumps({"system": {"S": os.environ["LEASE_SYSTEM"]}, "entry": {"S": "state"}})
        words = {"#writer": "writer", "#epoch": "epoch", "#at": "renewedAt"}
        wanted = ["--projection-expression", ",".join(words), "--expression-attribute-names", json.dumps(words)]
        table = ["--consistent-read", "--table-name", os.environ["LEASE_TABLE"], "--key", key]
        item = aws(self.region, "dynamodb", "get-item", *table, *wanted).get("Item", {})
        if "epoch" in item:
            self.lease.hear(int(item["epoch"]["N"]), item["writer"]["S"], int(item["renewedAt"]["N"]) / 1000)

    def write(self):
        """Carries the lease to the database, and writes by it. Apart from the heartbeat, which needs none."""
        renewal = self.lease.renewal()
        if renewal is not None:
            epoch = self.lease.epoch()
            with self.connect("writerHost") as writer:
                if writer.ask("SELECT to_regclass('fleet_write')") is None:
                    writer.ask(SCHEMA)
                writer.ask(renewal)
                writer.ask(last_write(epoch))
            self.wrote.say(epoch)

    def connect(self, host):
        port, name = int(self.settings["databasePort"]), self.settings["databaseName"]
        user, password = self.credentials["username"], self.credentials["password"]
        return Connection(self.settings[host], port, name, user, password, STATEMENT_SECONDS)

    def ask_writer(self):
        try:
            with self.connect("writerHost") as writer:
                self.writer.say("answers" if writer.ask("SELECT pg_is_in_recovery()") == "f" else "silent")
        except DATABASE_ERRORS:
            self.writer.say("silent")
            raise

    def beat(self):
        """Apart from the question: a writer that holds commits (rds.global_db_rpo) still answers."""
        with self.connect("writerHost") as writer:
            if writer.ask("SELECT to_regclass('fleet_heartbeat')") is None:
                writer.ask(BEAT_TABLE)
            writer.ask(BEAT)

    def ask_reader(self):
        with self.connect("databaseHost") as reader:
            self.reader.say(reader.ask("SELECT 1"))
            found = reader.ask(LAST_BEAT)
            if found is not None:
                self.copied.say(int(found))

    def is_ready(self):
        """The region that writes needs its writer; the standby its reader, through a promotion and after it."""
        if self.settings["readyThrough"] == "writer":
            return self.writer.now() == "answers"
        return self.reader.now() is not None

    def words(self):
        """Nothing of a writer that was not asked yet; one whose last answer is old does not answer."""
        known = {} if self.writer.value is None else {"writer": self.writer.now() or "silent"}
        # An epoch that was written in, and that is not over since.
        epoch = self.wrote.now() if self.wrote.now() == self.lease.epoch() else None
        return {**known, "copiedUntil": self.copied.now(), "epoch": epoch}


class Readiness:
    """Asks, again and again, for what requests will need; requests only read the last answer."""

    def __init__(self, region):
        self.region = region
        self.settings = None
        self.database = None
        self.missing = "not checked yet"
        self.checked = 0.0

    def watch(self):
        while True:
            try:
                self.check()
                self.missing = None
            except NotReady as error:
                self.missing = str(error)
            except Exception as error:  # whatever it is, the region is not known to be ready, and the next check comes
                print("check failed:", repr(error), flush=True)
                self.missing = "check failed"
            self.checked = time.monotonic()
            time.sleep(CHECK_SECONDS)

    def check(self):
        try:
            self.settings = self.read_settings()
        except NotReady:
            # What was read before goes on: Parameter Store is no part of a request.
            if self.settings is None:
                raise
        if self.database is None:
            self.database = Database(self.region, self.settings, self.read_credentials())
        self.database.use(self.settings)
        if self.database.is_refused:
            self.database.is_refused = False
            self.database.credentials = self.read_credentials()
        key = json.dumps({"id": {"S": "readiness"}})
        aws(self.region, "dynamodb", "get-item", "--table-name", os.environ["SESSION_TABLE"], "--key", key)

    def read_credentials(self):
        secret = os.environ["DATABASE_SECRET"]
        found = aws(self.region, "secretsmanager", "get-secret-value", "--secret-id", secret)
        return json.loads(found["SecretString"])

    def read_settings(self):
        name = os.environ["SETTINGS_PARAMETER"]
        found = aws(self.region, "ssm", "get-parameters", "--with-decryption", "--names", name).get("Parameters", [])
        if not found:
            raise NotReady("settings are missing")
        return json.loads(found[0]["Value"])

    def lacks(self):
        if time.monotonic() - self.checked > STALE_SECONDS:
            return "checks are stuck" if self.checked else self.missing
        if self.missing is not None:
            return self.missing
        return None if self.database.is_ready() else "database does not answer"

    def answer(self):
        missing = self.lacks()
        words = {} if self.database is None else self.database.words()
        if missing is not None:
            return 503, {"ready": False, "missing": missing, **words}
        return 200, {"ready": True, **words}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "fleet"
    sys_version = ""
    # A client that says nothing must not hold a thread for ever.
    timeout = 30

    def do_GET(self):
        path = self.path.split("?", 1)[0]
        if path == "/":
            self.reply(200, self.server.identity)
        elif path == "/health":
            self.reply(200, {"status": "ok"})
        elif path == "/ready":
            self.reply(*self.server.readiness.answer())
        else:
            self.reply(404, {"error": "not found"})

    do_HEAD = do_GET

    def has_body(self):
        return "Transfer-Encoding" in self.headers or self.headers.get("Content-Length", "0").strip() != "0"

    def reply(self, status, body):
        payload = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        if self.has_body():
            # Nobody reads it: left on the connection it would be taken for the next request, perhaps another client's.
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    def log_message(self, form, *values):
        # Health checks come all the time: only what is refused is worth a line.
        if len(values) > 1 and str(values[1]) >= "400":
            super().log_message(form, *values)


def main():
    server = ThreadingHTTPServer(("", int(os.environ["PORT"])), Handler)
    server.identity = identify()
    server.readiness = Readiness(server.identity["region"])
    threading.Thread(target=server.readiness.watch, daemon=True).start()
    print("listening on", server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
